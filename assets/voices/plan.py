"""What each voice says: the name of every clip and its text, in the order of rendering.

`display/src/phrase.rs` asks for clips by these names; a test there compares the two.
"""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MORE_CODES = ["XA", "XB", "XC", "XD", "XE"]  # what a hall takes when the single letters are used up

ID_DIGITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
ID_NUMBERS = ID_DIGITS + "sepuluh sebelas belas puluh seratus ratus seribu ribu".split()
ID_PLACES = (
    "loket konter ruang ruangan meja gerai kasir lantai prioritas informasi pendaftaran pengaduan pembayaran "
    "pengambilan perekaman penyerahan konsultasi pendampingan pelayanan layanan khusus umum disabilitas lansia "
    "perizinan kependudukan timur barat utara selatan depan belakang dan"
).split()
ID_PHRASES = {
    "queue-number": "nomor antrean,",
    "queue-number-priority": "nomor antrean prioritas,",
    "recall": "panggilan ulang.",
    "last-call": "panggilan terakhir.",
    "proceed-to": "silakan menuju,",
    "see-screen": "silakan menuju loket yang tertulis di layar.",
}

EN_DIGITS = "zero one two three four five six seven eight nine".split()
EN_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
EN_NUMBERS = EN_DIGITS + EN_TEENS + EN_TENS + "hundred thousand and".split()
EN_PLACES = (
    "counter room desk booth cashier floor priority information registration complaints payment collection "
    "enrolment consultation assistance services service general special seniors licensing east west north south "
    "front back"
).split()
EN_PHRASES = {
    "queue-number": "queue number,",
    "queue-number-priority": "priority queue number,",
    "recall": "second call.",
    "last-call": "last call.",
    "proceed-to": "please proceed to,",
    "see-screen": "please proceed to the counter shown on the screen.",
}


def id_number(number):
    """Returns the words of a whole number, 0 to 9,999."""
    if number < 10:
        return [ID_DIGITS[number]]
    for size, one, many in ((1000, "seribu", "ribu"), (100, "seratus", "ratus")):
        if number >= size:
            head, rest = divmod(number, size)
            words = [one] if head == 1 else [*id_number(head), many]
            return words + (id_number(rest) if rest else [])
    if number < 20:
        return ["sepuluh"] if number == 10 else ["sebelas"] if number == 11 else [ID_DIGITS[number - 10], "belas"]
    tens, rest = divmod(number, 10)
    return [ID_DIGITS[tens], "puluh"] + ([ID_DIGITS[rest]] if rest else [])


def en_number(number):
    """Returns the words of a whole number, 0 to 9,999."""
    if number < 20:
        return [(EN_DIGITS + EN_TEENS)[number]]
    if number < 100:
        tens, rest = divmod(number, 10)
        return [EN_TENS[tens - 2]] + ([EN_DIGITS[rest]] if rest else [])
    size, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    head, rest = divmod(number, size)
    and_ = ["and"] if 0 < rest < 100 else []
    return [*en_number(head), word, *and_, *(en_number(rest) if rest else [])]


class Language:
    """What is said in a language."""

    def __init__(self, phrases, digits, numbers, places, number, proceed):
        self.phrases, self.digits, self.numbers, self.places = phrases, digits, numbers, places
        self.number, self.proceed = number, proceed

    def words(self):
        yield from self.phrases.items()
        for word in [*self.numbers, *self.places]:
            yield f"word/{word}", f"{word},"
            yield f"last/{word}", f"{word}."
        for letter in LETTERS:
            yield f"word/{letter}", f"{letter},"
            yield f"last/{letter}", f"{letter}."

    def codes(self):
        for letters in [*LETTERS, *MORE_CODES]:
            yield f"code/{letters}", f"{self.phrases['queue-number']} {' '.join(letters)},"

    def digit_phrases(self, first, last):
        for number in range(first, last + 1):
            yield f"number/{number:03}", " ".join(self.digits[int(d)] for d in f"{number:03}") + "."

    def counters(self, first, last):
        for number in range(first, last + 1):
            yield f"counter/{number}", f"{self.proceed} {' '.join(self.number(number))}."


ID = Language(ID_PHRASES, ID_DIGITS, ID_NUMBERS, ID_PLACES, id_number, "silakan menuju loket")
EN = Language(EN_PHRASES, EN_DIGITS, EN_NUMBERS, EN_PLACES, en_number, "please proceed to counter")

# Voice: language, style file of the model, speed.
VOICES = {
    "id-sara": (ID, "id", "if_sara", 0.9),
    "id-nicola": (ID, "id", "im_nicola", 0.9),
    "en-heart": (EN, "en", "af_heart", 0.9),
}


# What the check found wrong at first, said otherwise: the text and the speed that came out right.
SAID_OTHERWISE = {
    ("id-sara", "last/E"): ("E.", 1.0),
    ("id-sara", "last/P"): ("P,", 1.1),
    ("en-heart", "last/T"): ("T", 1.0),
}


def clips():
    """Yields (voice, name, text), what is needed most first."""
    parts = [
        ("id-sara", ID.codes()),
        ("id-sara", ID.words()),
        ("id-sara", ID.counters(1, 150)),
        ("id-sara", ID.digit_phrases(0, 199)),
        ("en-heart", EN.codes()),
        ("en-heart", EN.words()),
        ("en-heart", EN.digit_phrases(0, 199)),
        ("id-nicola", ID.codes()),
        ("id-nicola", ID.words()),
        ("id-nicola", ID.digit_phrases(0, 199)),
        ("id-sara", ID.digit_phrases(200, 999)),
        ("en-heart", EN.counters(1, 150)),
        ("id-nicola", ID.counters(1, 150)),
    ]
    for voice, names in parts:
        for name, text in names:
            yield voice, name, text
