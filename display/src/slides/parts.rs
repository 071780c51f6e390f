//! A long text in parts that are read from afar, one after the other.

/// Characters of a part; more would need letters that nobody reads from his seat.
const PART_CHARS_MAX: usize = 190;
/// What a part ends in, and the next begins with, where a sentence goes on.
const GOES_ON: &str = "…";
/// Characters of both, with their blanks.
const GOES_ON_CHARS: usize = 4;

/// Where a text breaks best, and where it may break if the pieces are still too long.
const BREAKS: [&[char]; 3] = [&['.', ';', '\n'], &[',', ':'], &[' ']];

/// Returns a text in parts, broken after sentences where that is possible, else after their clauses, else between
/// words, and then marked as going on; a text without words is one empty part.
pub fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    add(&mut parts, text, &BREAKS);
    let parts = parts.into_iter().map(|part| part.trim().to_owned());
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { vec![String::new()] } else { marked(&parts) }
}

fn marked(parts: &[String]) -> Vec<String> {
    let goes_on = |place: usize| {
        let next = parts.get(place + 1);
        next.is_some() && !parts[place].ends_with(['.', ';', '?', '!', ':'])
    };
    let mark = |(place, part): (usize, &String)| {
        let before =
            if place > 0 && goes_on(place - 1) { format!("{GOES_ON} ") } else { String::new() };
        let after = if goes_on(place) { format!(" {GOES_ON}") } else { String::new() };
        format!("{before}{part}{after}")
    };
    parts.iter().enumerate().map(mark).collect()
}

fn add(parts: &mut Vec<String>, text: &str, breaks: &[&[char]]) {
    let Some((first, finer)) = breaks.split_first() else {
        parts.push(text.to_owned());
        return;
    };
    for piece in text.split_inclusive(*first) {
        let last = parts.last_mut().expect("there is a first");
        if fits(last, piece) {
            last.push_str(piece);
        } else if fits("", piece) {
            parts.push(piece.to_owned());
        } else {
            add(parts, piece, finer);
        }
    }
}

fn fits(part: &str, more: &str) -> bool {
    part.chars().count() + more.trim_end().chars().count() <= PART_CHARS_MAX - GOES_ON_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_breaks_after_sentences_and_long_sentences_between_words() {
        assert_eq!(parts("Kami melayani."), ["Kami melayani."]);
        assert_eq!(parts(""), [""]);
        let sentence = format!("{} selesai.", "kata ".repeat(28).trim_end());
        let two = format!("{sentence} {sentence}");
        assert_eq!(parts(&two), [sentence.as_str(), sentence.as_str()]);
        let long = "kata ".repeat(90);
        let found = parts(&long);
        assert!(found.len() == 3 && found.iter().all(|part| part.chars().count() <= 190));
        assert_eq!(unmarked(&found).join(" "), long.trim_end(), "nothing is lost");
        assert_eq!(parts(&two).join(" "), two);
        let word = "x".repeat(400);
        assert_eq!(unmarked(&parts(&word)).concat(), word);
    }

    fn unmarked(parts: &[String]) -> Vec<&str> {
        parts.iter().map(|part| part.trim_matches([' ', '…'])).collect()
    }

    #[test]
    fn a_part_whose_sentence_goes_on_says_so_and_so_does_the_next() {
        let clause = format!("{} lalu,", "kata ".repeat(28).trim_end());
        let text = format!("{clause} {clause} selesai. Titik.");
        let found = parts(&text);
        assert_eq!(found, [format!("{clause} …"), format!("… {clause} selesai. Titik.")]);
        assert!(found.iter().all(|part| part.chars().count() <= PART_CHARS_MAX));
        assert_eq!(parts("Satu; dua."), ["Satu; dua."]);
    }
}
