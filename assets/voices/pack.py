"""Cuts and levels the clips of a voice and packs them: VOICE.clips with the sound, VOICE.index with the names.

All clips of a voice are Ogg Vorbis files with the same head of 3.4 KB (a third of the sound itself), so the
head stands once, first in the pack: head and stretch put together are a complete Ogg file.
"""
import io
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyloudnorm
import scipy.signal
import soundfile

import plan

RATE = 24_000
QUALITY = "2"  # about 32 kbit/s at 24 kHz, mono
LUFS = -16.3  # as pyloudnorm has it, which is 0.3 below what `antrean-display voice check` measures
LONG_SECONDS = 1.0  # shorter clips have no loudness that means anything; they get the RMS of the long ones
QUIET_DB = -38.0
FRAME, HOP = 512, 128
BEFORE, AFTER = int(0.010 * RATE), int(0.030 * RATE)
FADE = int(0.008 * RATE)
CRACKLE, CRACKLE_AFTER = int(0.070 * RATE), int(0.090 * RATE)
PEAK_DB = -1.7  # true peak of what is decoded; the check allows -1.5
LOOK = int(0.004 * RATE)


def frames_db(samples):
    padded = np.pad(samples, FRAME // 2)
    power = np.convolve(padded**2, np.ones(FRAME) / FRAME, mode="valid")[::HOP]
    return 10 * np.log10(np.maximum(power, 1e-12))


def trim(samples):
    """Cuts the quiet ends off, and a crackle that the model may leave behind the speech; never the speech itself."""
    level = frames_db(samples)
    loud = np.flatnonzero(level > level.max() + QUIET_DB)
    gaps = np.flatnonzero(np.diff(loud) * HOP > CRACKLE_AFTER)
    if len(gaps) and (loud[-1] - loud[gaps[-1] + 1]) * HOP < CRACKLE:
        loud = loud[: gaps[-1] + 1]
    start, end = loud[0] * HOP - BEFORE, (loud[-1] + 1) * HOP + AFTER
    cut = samples[max(start, 0) : end]
    cut = np.pad(cut, (max(-start, 0), max(end - len(samples), 0)))
    ramp = np.linspace(0, 1, FADE)
    cut[:FADE] *= ramp
    cut[-FADE:] *= ramp[::-1]
    return cut


def limit(samples, ceiling_db):
    """Turns peaks down smoothly, a few milliseconds ahead of them."""
    ceiling = 10 ** (ceiling_db / 20)
    need = np.minimum(1.0, ceiling / np.maximum(np.abs(samples), 1e-9))
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(need, LOOK, constant_values=1.0), 2 * LOOK + 1)
    lowest = windows.min(axis=1)
    smooth = np.hanning(LOOK + 2)[1:-1]
    gain = np.convolve(np.pad(lowest, LOOK // 2, mode="edge"), smooth / smooth.sum(), mode="same")
    gain = gain[LOOK // 2 : LOOK // 2 + len(samples)]
    return samples * np.minimum(gain, 1.0)


def lufs(samples):
    return pyloudnorm.Meter(RATE).integrated_loudness(samples)


def rms_db(samples):
    return 10 * np.log10(np.mean(samples**2))


def true_peak_db(samples):
    return 20 * np.log10(np.abs(scipy.signal.resample_poly(samples, 4, 1)).max())


def level(samples, measure, target):
    """Returns a clip as Ogg at a level that a measure finds, its peaks turned down until those of the Ogg fit."""
    for ceiling_db in np.arange(PEAK_DB, -8.0, -0.5):
        gain, out = 0.0, limit(samples, ceiling_db)
        for _ in range(8):
            off = target - measure(out)
            if abs(off) < 0.1:
                break
            gain += off
            out = limit(samples * 10 ** (gain / 20), ceiling_db)
        ogg = encode(out)
        if true_peak_db(soundfile.read(io.BytesIO(ogg))[0]) <= PEAK_DB:
            return ogg, out
    raise ValueError("the peaks cannot be turned down")


def encode(samples):
    with tempfile.TemporaryDirectory() as folder:
        wav, ogg = Path(folder) / "a.wav", Path(folder) / "a.ogg"
        soundfile.write(wav, samples, RATE, subtype="PCM_16")
        subprocess.run(["oggenc", "-Q", "-q", QUALITY, "-s", "1", "-o", ogg, wav], check=True)
        return ogg.read_bytes()


def head_length(ogg):
    """Returns where the first page with sound begins: the pages before it are at sample 0."""
    at = 0
    while int.from_bytes(ogg[at + 6 : at + 14], "little") == 0:
        at += 27 + ogg[at + 26] + sum(ogg[at + 27 : at + 27 + ogg[at + 26]])
    return at


def pack(voice, raw_path, folder):
    language = plan.VOICES[voice][1]
    wanted = [(name, text) for of, name, text in plan.clips() if of == voice]
    missing = [name for name, _ in wanted if not raw_path(name).exists()]
    print(f"{voice}: {len(wanted) - len(missing)} of {len(wanted)} clips are rendered")
    wanted = [(name, text) for name, text in wanted if name not in set(missing)]
    cut = [trim(soundfile.read(raw_path(name))[0]) for name, _ in wanted]
    is_long = [len(samples) > LONG_SECONDS * RATE for samples in cut]
    with ThreadPoolExecutor(2) as threads:
        long = [samples for samples, is_long in zip(cut, is_long) if is_long]
        long = list(threads.map(lambda samples: level(samples, lufs, LUFS), long))
        short_rms = float(np.median([rms_db(samples) for _, samples in long]))
        short = [samples for samples, is_long in zip(cut, is_long) if not is_long]
        short = list(threads.map(lambda samples: level(samples, rms_db, short_rms), short))
    long, short = iter(long), iter(short)
    encoded = [next(long if is_long else short)[0] for is_long in is_long]
    head = encoded[0][: head_length(encoded[0])]
    at, sound, lines = len(head), [head], []
    for (name, text), samples, ogg in zip(wanted, cut, encoded):
        assert ogg.startswith(head), f"{name} has another head"
        body = ogg[len(head) :]
        lines.append(f"{name}\t{at}\t{len(body)}\t{len(samples)}\t{text}\n")
        sound.append(body)
        at += len(body)
    (folder / f"{voice}.clips").write_bytes(b"".join(sound))
    title = f"voice\t{language}\t{len(head)}\t{at}\n"
    (folder / f"{voice}.index").write_text(title + "".join(sorted(lines)), "utf-8")
    seconds = sum(map(len, cut)) / RATE
    print(f"{voice}: {at / 1e6:.2f} MB, {seconds:.0f} s, short clips at {short_rms:.1f} dB RMS")
