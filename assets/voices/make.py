"""Renders, cuts, packs and checks the voices. Says what it does; a step that was broken off goes on where it stopped.

    python3 make.py render --styles FOLDER --work FOLDER [--share 1/2]    speech as it comes from the model
    python3 make.py pack   --work FOLDER [VOICE ...]                      cut, level, encode: the files here
    python3 make.py others --styles FOLDER --work FOLDER [VOICE ...]      the same texts said otherwise, for the check
    python3 make.py others --styles FOLDER --work FOLDER --more [VOICE ...]   the same of clips that are not decided
    python3 make.py check  --work FOLDER [VOICE ...]                      is the right thing said under each name
    python3 make.py trial  --work FOLDER [VOICE ...] [--pairs 60]         is it noticed where clips change places
"""
import argparse
from pathlib import Path

import numpy as np
import soundfile

import plan


def raw_path(work, voice, name):
    return Path(work) / voice / f"{name.replace('/', '_')}.flac"


def render(args):
    import speak

    part, parts = map(int, args.share.split("/"))
    speaker = speak.Speaker(args.styles, threads=1)
    for place, (voice, name, text) in enumerate(plan.clips()):
        path = raw_path(args.work, voice, name)
        if place % parts != part - 1 or path.exists():
            continue
        _, language, style, speed = plan.VOICES[voice]
        text, speed = plan.SAID_OTHERWISE.get((voice, name), (text, speed))
        samples = speaker.say(text, language, style, speed)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        peak = np.abs(samples).max()
        soundfile.write(half, samples * min(1.0, 0.99 / peak), speak.RATE, format="FLAC", subtype="PCM_24")
        half.rename(path)
        print(f"{voice} {name}: {text} {len(samples) / speak.RATE:.2f} s", flush=True)


def pack(args):
    import pack as packing

    for voice in args.voices or plan.VOICES:
        packing.pack(voice, lambda name, voice=voice: raw_path(args.work, voice, name), Path(__file__).parent)


def others(args):
    import check

    for voice in args.voices or plan.VOICES:
        if args.more:
            check.render_more(voice, Path(__file__).parent, Path(args.work), args.styles)
        else:
            check.render_others(voice, Path(args.work), args.styles, args.share)


def check(args):
    import check as checking

    for voice in args.voices or plan.VOICES:
        checking.check(voice, Path(__file__).parent, Path(args.work))


def trial(args):
    import check as checking

    for voice in args.voices or plan.VOICES:
        checking.trial(voice, Path(__file__).parent, Path(args.work), args.pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["render", "pack", "others", "check", "trial"])
    parser.add_argument("voices", nargs="*", help="all that plan.py names, if none is named here")
    parser.add_argument("--work", required=True, help="where the uncut speech is kept between the steps")
    parser.add_argument("--styles", help="the folder with the model's style files, one per voice")
    parser.add_argument("--share", default="1/1", help="this process does part A of B")
    parser.add_argument("--more", action="store_true", help="others: at more paces, of what is not decided")
    parser.add_argument("--pairs", type=int, default=60, help="pairs of clips that change places in a trial")
    args = parser.parse_intermixed_args()
    {"render": render, "pack": pack, "others": others, "check": check, "trial": trial}[args.step](args)


main()
