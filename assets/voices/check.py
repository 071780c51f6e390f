"""Finds a wrong clip under a right name: each packed clip is written down by ear and compared with other renderings.

A clip is right if it is nearer to its own text than to any text it could be taken for: for a number those with one other
digit, for a counter its neighbours, for a word every other word. It is heard as in its sentence, then alone (`hear.py`);
what neither decides is compared with the same text said once more by the same voice at another pace, words also by
another voice. A clip that was found right is sealed in the index: the seal goes with name, text and sound, so that a
clip which changes places later is none any more. `trial` lets clips change places and counts how many are found.
"""
import functools
import hashlib
import io
import json
import random
import warnings
from pathlib import Path

import librosa
import numpy as np
import soundfile

import plan

OTHER_VOICE = {"id-sara": "ef_dora", "id-nicola": "em_alex", "en-heart": "bf_emma"}
OTHER_PACE = 0.8
MORE_PACES = (0.7, 1.0, 1.1)
CLOSE = 0.1
RATE = 16_000
QUIET_DB = 35


def features(samples, rate):
    samples = librosa.resample(samples.astype(np.float32), orig_sr=rate, target_sr=RATE)
    samples, _ = librosa.effects.trim(samples, top_db=QUIET_DB)
    cepstrum = librosa.feature.mfcc(y=samples, sr=RATE, n_mfcc=20, n_fft=512, hop_length=160, n_mels=40)[1:]
    cepstrum = (cepstrum - cepstrum.mean(1, keepdims=True)) / (cepstrum.std(1, keepdims=True) + 1e-6)
    return np.vstack([cepstrum, 0.5 * librosa.feature.delta(cepstrum, width=5)])


def distance(one, other):
    costs, path = librosa.sequence.dtw(one, other, metric="cosine")
    return costs[-1, -1] / len(path)


def packed(voice, folder):
    """Returns the samples of each clip of a pack."""
    title, *lines = (folder / f"{voice}.index").read_text("utf-8").splitlines()
    sound = (folder / f"{voice}.clips").read_bytes()
    head = sound[: int(title.split("\t")[2])]
    clips = {}
    for line in lines:
        name, at, size, *_ = line.split("\t")
        ogg = io.BytesIO(head + sound[int(at) : int(at) + int(size)])
        clips[name] = soundfile.read(ogg)
    return clips


def alike(name, names):
    """Returns the names that a clip is told apart from."""
    kind, _, what = name.rpartition("/")
    same = [other for other in names if other.rpartition("/")[0] == kind and other != name]
    if kind == "number":
        return [other for other in same if sum(a != b for a, b in zip(other, name)) == 1]
    if kind == "counter":
        near = {int(what) + step for step in (-100, -20, -10, -2, -1, 1, 2, 10, 20, 100)}
        return [other for other in same if int(other.rpartition("/")[2]) in near]
    return same


def render_others(voice, work, styles, share):
    """Renders each text at another pace and by another voice, once; kept beside the first renderings."""
    import speak

    part, parts = map(int, share.split("/"))
    speaker = speak.Speaker(styles, threads=1)
    _, language, style, pace = plan.VOICES[voice]
    mine = [(name, text) for of, name, text in plan.clips() if of == voice]
    for name, text in mine[part - 1 :: parts]:
        for path, by, at in zip(other_paths(voice, work, name), (style, OTHER_VOICE[voice]), (OTHER_PACE, pace)):
            if path.exists():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            samples = speaker.say(text, language, by, at)
            half = path.with_suffix(".part")
            soundfile.write(half, samples * min(1.0, 0.99 / np.abs(samples).max()), speak.RATE, format="FLAC")
            half.rename(path)


def other_paths(voice, work, name):
    kinds = ["slow"] if name.startswith(("number/", "counter/", "code/")) else ["slow", "second"]
    return [work / f"{voice}-{kind}" / f"{name.replace('/', '_')}.flac" for kind in kinds]


def more_paths(voice, work, name):
    return [work / f"{voice}-more-{way}" / f"{name.replace('/', '_')}.flac" for way in range(2 * len(MORE_PACES))]


class Judge:
    """Knows what the clips of a voice were heard to say, and how near they are to other renderings."""

    def __init__(self, voice, folder, work):
        warnings.filterwarnings("ignore")
        self.voice, self.work = voice, work
        self.clips = packed(voice, folder)
        self.texts = {name: text for of, name, text in plan.clips() if of == voice}
        self.cache = work / f"{voice}.heard"
        lines = self.cache.read_text("utf-8").splitlines() if self.cache.exists() else []
        self.heard = {(name, first): text for name, first, text in map(json.loads, lines)}
        self.mine = functools.cache(lambda name: features(*self.clips[name]))
        self.others = functools.cache(self._others)

    @functools.cached_property
    def ear(self):
        import hear

        return hear.Ear(self.work)

    def hearing(self, name, first):
        """Returns what a clip says, heard behind another one or alone."""
        import hear

        if (name, first) not in self.heard:
            before = self.clips.get(first)
            sound = hear.behind(before, self.clips[name]) if before else self.clips[name]
            text = self.ear.hear(*sound, plan.VOICES[self.voice][1], first == hear.CAREFULLY)
            self.heard[name, first] = text
            with self.cache.open("a", encoding="utf-8") as cache:
                cache.write(json.dumps([name, first, text], ensure_ascii=False) + "\n")
        return self.heard[name, first]

    def by_ear(self, sound, name, first):
        """Returns how much nearer the sound of a clip is to the text of a name than to any it could be taken for."""
        import hear

        spoken = f"{self.texts[first]} " if first in self.texts else ""
        mean = {
            of: hear.sounds(spoken + self.texts[of], self.voice, of, False) for of in [name, *alike(name, self.texts)]
        }
        heard = hear.sounds(self.hearing(sound, first), self.voice, name, True)
        others = [hear.apart(heard, said) for of, said in mean.items() if said != mean[name]]
        return min(others, default=1.0) - hear.apart(heard, mean[name])

    def _others(self, name):
        paths = other_paths(self.voice, self.work, name) + more_paths(self.voice, self.work, name)
        others = {path.parent.name: features(*soundfile.read(path)) for path in paths if path.exists()}
        if name.startswith("number/"):
            first, second, last = (plan.VOICES[self.voice][0].digits[int(digit)] for digit in name[-3:])
            words = [self.clips[word][0] for word in (f"word/{first}", f"word/{second}", f"last/{last}")]
            others["words"] = features(np.concatenate(words), self.clips[name][1])
        return others

    def nearer(self, sound, name, other):
        """Returns how much nearer the sound of a clip is to renderings of a name than to those of another name."""
        both = sorted(self.others(name).keys() & self.others(other).keys())
        if not both:
            return None
        mine = self.mine(sound)
        return float(np.mean([distance(mine, self.others(other)[by]) - distance(mine, self.others(name)[by]) for by in both]))

    def by_renderings(self, sound, name):
        """Returns the same as `by_ear` by other renderings; none, where there are none."""
        near = [self.nearer(sound, name, other) for other in alike(name, self.texts)]
        return min((margin for margin in near if margin is not None), default=None)

    def verdict(self, sound, name):
        """Tells whether the sound of a clip is right under a name, and by what."""
        import hear

        margins = []
        for first in hear.before(name):
            margins.append(f"heard {self.by_ear(sound, name, first):+.2f} as {self.hearing(sound, first)!r}")
            if self.by_ear(sound, name, first) > 0:
                return True, "ear"
        margin = self.by_renderings(sound, name)
        if margin is not None and margin > 0:
            return True, "renderings"
        return False, "; ".join(margins + ([f"renderings {margin:+.3f}"] if margin is not None else []))


def render_more(voice, folder, work, styles):
    """Renders the texts of clips that are not decided, and of those that they are nearest to, at more paces."""
    import speak

    judge, speaker = Judge(voice, folder, work), speak.Speaker(styles, threads=1)
    _, language, style, _ = plan.VOICES[voice]
    for name in sorted(judge.texts):
        if judge.verdict(name, name)[0]:
            continue
        margins = {other: judge.nearer(name, name, other) for other in alike(name, judge.texts)}
        rivals = [other for other, margin in margins.items() if margin is not None and margin < CLOSE]
        for text in [name, *rivals]:
            ways = [(by, pace) for by in (style, OTHER_VOICE[voice]) for pace in MORE_PACES]
            for path, (by, pace) in zip(more_paths(voice, work, text), ways):
                path.parent.mkdir(parents=True, exist_ok=True)
                samples = speaker.say(judge.texts[text], language, by, pace)
                soundfile.write(path, samples * min(1.0, 0.99 / np.abs(samples).max()), speak.RATE)


def check(voice, folder, work):
    judge = Judge(voice, folder, work)
    verdicts = {name: judge.verdict(name, name) for name in judge.texts if name in judge.clips}
    right = {name for name, (is_right, _) in verdicts.items() if is_right}
    by_renderings = sum(by == "renderings" for _, by in verdicts.values())
    print(f"{voice}: {len(verdicts)} clips, {len(right)} right ({by_renderings} of them by renderings alone)")
    for name in sorted(set(judge.texts) - right):
        print(f"  not decided: {name}: {verdicts[name][1] if name in verdicts else 'missing'}")
    seal(voice, folder, right)


def trial(voice, folder, work, pairs, seed=1):
    """Lets pairs of clips that could be taken for each other change places, and counts how many of them are found."""
    judge, chance = Judge(voice, folder, work), random.Random(seed)
    found = 0
    for _ in range(pairs):
        one = chance.choice([name for name in sorted(judge.texts) if alike(name, judge.texts)])
        other = chance.choice(sorted(alike(one, judge.texts)))
        is_found = not (judge.verdict(one, other)[0] and judge.verdict(other, one)[0])
        found += is_found
        if not is_found:
            print(f"  not found: {one} and {other}")
    print(f"{voice}: of {pairs} pairs that changed places {found} were found")


def seal(voice, folder, right):
    """Writes behind each clip of the index that was found right what its name, its text and its sound come to."""
    path = folder / f"{voice}.index"
    title, *lines = path.read_text("utf-8").splitlines()
    sound = (folder / f"{voice}.clips").read_bytes()
    sealed = []
    for line in lines:
        name, at, size, samples, text = line.split("\t")[:5]
        body = sound[int(at) : int(at) + int(size)]
        mark = hashlib.sha256(f"{name}\t{text}\t".encode() + body).hexdigest()[:16]
        sealed.append("\t".join([name, at, size, samples, text, *([mark] if name in right else [])]))
    path.write_text("\n".join([title, *sealed]) + "\n", "utf-8")
