"""Finds a wrong clip under a right name: each packed clip is compared with other renderings of the texts.

All are said once more by the same voice at another pace, words and phrases also by another voice. A clip must be
nearer to what says its own text than to what says any text it could be taken for: for a number those with one other
digit, for a counter its neighbours, for a word every other word. And it must not be far off from its own.
"""
import functools
import io
import warnings
from pathlib import Path

import librosa
import numpy as np
import soundfile

import plan

OTHER_VOICE = {"id-sara": "ef_dora", "id-nicola": "em_alex", "en-heart": "bf_emma"}
OTHER_PACE = 0.8
FAR_SIGMAS = 5.0
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


def check(voice, folder, work):
    warnings.filterwarnings("ignore")
    clips = packed(voice, folder)
    names = [name for of, name, _ in plan.clips() if of == voice]
    missing = sorted(set(names) - set(clips))
    names = [name for name in names if all(path.exists() for path in other_paths(voice, work, name))]
    clips = {name: sound for name, sound in clips.items() if name in set(names)}

    @functools.cache
    def references(name):
        return [features(*soundfile.read(path)) for path in other_paths(voice, work, name)]

    def apart(mine, name):
        return np.array([distance(mine, other) for other in references(name)])

    own, margins, wrong = {}, [], [f"{name} is missing" for name in missing]
    for name, sound in clips.items():
        mine = features(*sound)
        own[name] = apart(mine, name)
        others = alike(name, names)
        if not others:
            continue
        nearest, other = min((apart(mine, other).sum(), other) for other in others)
        margins.append(nearest - own[name].sum())
        if margins[-1] <= 0:
            wrong.append(f"{name} sounds like {other} ({nearest:.3f} against {own[name].sum():.3f})")
    kinds = {}
    for name, apart_by in own.items():
        kinds.setdefault(name.rpartition("/")[0], []).append(apart_by.sum())
    for name, apart_by in own.items():
        kind = np.array(kinds[name.rpartition("/")[0]])
        if apart_by.sum() > kind.mean() + FAR_SIGMAS * kind.std():
            wrong.append(f"{name} is far off from what it should be ({apart_by.sum():.3f}, its kind {kind.mean():.3f})")
    pace = np.mean([apart_by[0] for apart_by in own.values()])
    print(f"{voice}: {len(clips)} clips compared, {len(wrong)} doubtful; mean distance to the other pace {pace:.3f}, mean margin "
          f"{np.mean(margins):.3f}, least {np.min(margins):.3f}")
    print("\n".join(wrong))
