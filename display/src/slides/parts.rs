//! A long text in parts that are read from afar, one after the other.

/// Characters of a part; more would need letters that nobody reads from his seat.
const PART_CHARS_MAX: usize = 190;

/// Where a text breaks best, and where it may break if the pieces are still too long.
const BREAKS: [&[char]; 3] = [&['.', ';', '\n'], &[',', ':'], &[' ']];

/// Returns a text in parts, broken after sentences where that is possible, else after their clauses, else between
/// words; a text without words is one empty part.
pub fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    add(&mut parts, text, &BREAKS);
    let parts = parts.into_iter().map(|part| part.trim().to_owned());
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { vec![String::new()] } else { parts }
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
    part.chars().count() + more.trim_end().chars().count() <= PART_CHARS_MAX
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
        assert_eq!(found.join(" "), long.trim_end(), "nothing is lost");
        assert_eq!(parts(&two).join(" "), two);
        let word = "x".repeat(400);
        assert_eq!(parts(&word).concat(), word);
    }
}
