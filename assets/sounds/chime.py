"""Makes chime.wav: three soft bell tones, D5 F#5 A5, 1.1 s, mono, 48 kHz, 16 bit.

Each tone is a sine with two quiet partials (2x, 3x), 8 ms attack, exponential decay. Loudness is set to
-16 LUFS (integrated, ITU-R BS.1770: K-weighting; one block, because the sound is short). Standard library only:
    python3 chime.py chime.wav
"""
import math
import struct
import sys
import wave

RATE = 48_000
SECONDS = 1.1
TONES = [(0.00, 587.33, 0.9), (0.18, 739.99, 0.9), (0.36, 880.00, 1.0)]
PARTIALS = [(1, 1.0, 4.2), (2, 0.22, 6.5), (3, 0.07, 9.0)]
LUFS = -16.0


def tones():
    samples = [0.0] * int(RATE * SECONDS)
    for start, hertz, gain in TONES:
        for i in range(int(start * RATE), len(samples)):
            t = i / RATE - start
            attack = min(1.0, t / 0.008)
            wave_at = sum(
                level * math.sin(2 * math.pi * hertz * n * t) * math.exp(-decay * t)
                for n, level, decay in PARTIALS
            )
            samples[i] += gain * attack * wave_at
    fade = int(0.12 * RATE)
    for i in range(fade):
        samples[-1 - i] *= 0.5 - 0.5 * math.cos(math.pi * i / fade)
    return samples


def biquad(x, b, a):
    y, x1, x2, y1, y2 = [], 0.0, 0.0, 0.0, 0.0
    for s in x:
        v = b[0] * s + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
        x2, x1, y2, y1 = x1, s, y1, v
        y.append(v)
    return y


def loudness(samples):
    shelf = ([1.53512485958697, -2.69169618940638, 1.19839281085285], [-1.69065929318241, 0.73248077421585])
    high = ([1.0, -2.0, 1.0], [-1.99004745483398, 0.99007225036621])
    weighted = biquad(biquad(samples, *shelf), *high)
    return -0.691 + 10 * math.log10(sum(s * s for s in weighted) / len(weighted))


def main(path):
    samples = tones()
    gain = 10 ** ((LUFS - loudness(samples)) / 20)
    samples = [s * gain for s in samples]
    peak = max(abs(s) for s in samples)
    assert peak < 0.95, f"peak {peak:.2f}: would clip"
    with wave.open(path, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(struct.pack("<h", round(s * 32767)) for s in samples))
    print(f"{len(samples) / RATE:.2f} s, {loudness(samples):.1f} LUFS, peak {20 * math.log10(peak):.1f} dBFS")


main(sys.argv[1])
