//! Turns letters that a font or a printer lacks into letters it has. Pure.

/// Returns an ASCII text that reads like the given one; what has no likeness becomes `?`.
pub fn ascii(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// Tells whether a text loses nothing but the shape of its dashes and dots in ASCII.
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii() || !c.is_alphanumeric() && fold(c) != "?")
}

/// Returns the ASCII likeness of one character.
pub fn fold(c: char) -> &'static str {
    const ASCII: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    match c {
        ' '..='~' => {
            let at = c as usize - ' ' as usize;
            &ASCII[at..=at]
        }
        'À'..='Å' | 'Ā' => "A",
        'à'..='å' | 'ā' => "a",
        'Ç' => "C",
        'ç' => "c",
        'È'..='Ë' | 'Ē' | 'Ĕ' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ĕ' | 'ě' => "e",
        'Ì'..='Ï' => "I",
        'ì'..='ï' => "i",
        'Ñ' => "N",
        'ñ' => "n",
        'Ò'..='Ö' | 'Ø' => "O",
        'ò'..='ö' | 'ø' => "o",
        'Ù'..='Ü' => "U",
        'ù'..='ü' => "u",
        'ß' => "ss",
        '–' | '—' | '‐' | '‑' | '−' | '·' => "-",
        '•' => "*",
        '‘' | '’' => "'",
        '“' | '”' => "\"",
        '…' => "...",
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '\t' | '\n' | '\r' => " ",
        '\u{ad}' | '\u{200b}'..='\u{200d}' => "",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_text_is_ascii_and_readable() {
        assert_eq!(ascii("Loket 1–4 · Kelurahan Désa…"), "Loket 1-4 - Kelurahan Desa...");
        let all: String = (' '..='~').collect();
        assert_eq!(ascii(&all), all);
        assert_eq!(ascii("ꦲ"), "?");
        assert!(is_plain("Loket 1–4 · Kios…") && !is_plain("Désa") && !is_plain("☎"));
    }
}
