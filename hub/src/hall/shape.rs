//! The shape of a hall file: known keys, required keys, types, and sizes, all faults at once.
//!
//! It follows the JSON Schema of the file's own types, so editors, this check and the types cannot
//! disagree. What ids and times mean is `check`'s business.

use crate::hall::fault::{Fault, nearest, quoted};
use crate::hall::source::{Source, joined};
use serde_json::Value;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the shape check found.
pub struct Shaped<'a> {
    /// All faults of shape.
    pub faults: Vec<Fault>,
    /// The file without its unknown keys, so that the rest can be checked further.
    pub table: Spanned<DeTable<'a>>,
}

/// Checks a file against a schema.
pub fn check<'a>(source: &Source<'a>, schema: &Value) -> Shaped<'a> {
    let mut table = source.table().clone();
    let none = serde_json::Map::new();
    let mut walk = Walk { source, schema, none: &none, faults: Vec::new() };
    walk.table(&mut Vec::new(), &mut table, schema);
    Shaped { faults: walk.faults, table: Spanned::new(0..0, table) }
}

struct Walk<'a, 'b> {
    source: &'b Source<'a>,
    schema: &'b Value,
    /// The properties of a schema without any.
    none: &'b serde_json::Map<String, Value>,
    faults: Vec<Fault>,
}

/// The keys down to a value.
type Path = Vec<String>;

impl<'b> Walk<'_, 'b> {
    fn value(&mut self, path: &mut Path, value: &mut Spanned<DeValue<'_>>, schema: &'b Value) {
        let start = value.span().start;
        let leaves = self.leaves(schema);
        let kind = Kind::of(value.get_ref());
        let fitting: Vec<&Value> =
            leaves.iter().copied().filter(|leaf| kind.is_allowed_by(leaf)).collect();
        let Some(leaf) = fitting.first().copied() else {
            let wanted = Kind::wanted(&leaves);
            let what = format!("berisi {}, padahal harus {}", kind.name(), wanted.name());
            return self.fault_at(start, path, what, wanted.example(path));
        };
        match value.get_mut() {
            DeValue::Table(inner) => self.table(path, inner, leaf),
            DeValue::Array(items) => {
                self.size(path, items.len(), leaf, ("minItems", "maxItems"));
                for (at, item) in items.iter_mut().enumerate() {
                    path.push(format!("[{}]", at + 1));
                    self.value(path, item, &leaf["items"]);
                    path.pop();
                }
            }
            DeValue::String(text) => self.choice(path, (start, text), &fitting),
            DeValue::Integer(number) => {
                let digits = number.as_str().replace('_', "");
                let number = i64::from_str_radix(&digits, number.radix());
                let number = number.ok().map(|number| number as f64);
                self.range(path, start, number, leaf);
            }
            DeValue::Float(number) => {
                let number = number.as_str().replace('_', "").parse().ok();
                self.range(path, start, number.filter(|number: &f64| number.is_finite()), leaf);
            }
            DeValue::Boolean(_) | DeValue::Datetime(_) => {}
        }
    }

    fn table(&mut self, path: &mut Path, table: &mut DeTable<'_>, schema: &'b Value) {
        let known = schema["properties"].as_object().unwrap_or(self.none);
        let others = schema.get("additionalProperties").filter(|others| others.is_object());
        self.size(path, table.len(), schema, ("minProperties", "maxProperties"));
        let mut meant = Vec::new();
        let mut unknown = Vec::new();
        for (key, value) in table.iter_mut() {
            let Some(inner) = known.get(key.get_ref().as_ref()).or(others) else {
                meant.extend(self.unknown(path, key, known));
                unknown.push(key.get_ref().clone());
                continue;
            };
            path.push(key.get_ref().to_string());
            self.value(path, value, inner);
            path.pop();
        }
        for key in unknown {
            table.remove(key.as_ref());
        }
        let required =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for key in required {
            if !table.contains_key(key) && !meant.iter().any(|meant| meant == key) {
                let wanted = Kind::wanted(&self.leaves(&known[key]));
                path.push(key.to_owned());
                let what = "belum ada, padahal wajib".to_owned();
                self.fault(path, what, wanted.example(path));
                path.pop();
            }
        }
    }

    /// Reports an unknown key and returns the known one that was probably meant.
    fn unknown(
        &mut self,
        path: &mut Path,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        known: &serde_json::Map<String, Value>,
    ) -> Option<String> {
        let near = nearest(key.get_ref(), known.keys().map(String::as_str));
        let instead = near.map_or_else(
            || format!("hapus, atau pakai salah satu dari: {}", listed(known.keys())),
            |near| format!("tulis {near}"),
        );
        path.push(key.get_ref().to_string());
        self.fault_at(key.span().start, path, "kunci ini tidak dikenal".to_owned(), instead);
        path.pop();
        near.map(str::to_owned)
    }

    /// Follows references and alternatives down to plain schemas.
    fn leaves(&self, schema: &'b Value) -> Vec<&'b Value> {
        if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
            return self.leaves(&self.schema["$defs"][name]);
        }
        let alternatives = schema["anyOf"].as_array().or(schema["oneOf"].as_array());
        match alternatives {
            Some(alternatives) => alternatives.iter().flat_map(|one| self.leaves(one)).collect(),
            None => vec![schema],
        }
    }

    fn choice(&mut self, path: &Path, (start, text): (usize, &str), leaves: &[&Value]) {
        let choices: Vec<String> = leaves
            .iter()
            .flat_map(|leaf| {
                let several = leaf["enum"].as_array().into_iter().flatten();
                several.chain(leaf.get("const")).filter_map(Value::as_str).map(str::to_owned)
            })
            .collect();
        if choices.is_empty() || choices.iter().any(|choice| choice == text) {
            return;
        }
        let what = format!("{} bukan salah satu pilihan", quoted(text));
        let near = nearest(text, choices.iter().map(String::as_str));
        let instead = near.map_or_else(
            || format!("tulis salah satu dari: {}", listed(choices.iter())),
            |near| format!("tulis {}", quoted(near)),
        );
        self.fault_at(start, path, what, instead);
    }

    fn range(&mut self, path: &Path, start: usize, number: Option<f64>, leaf: &Value) {
        let (min, max) = (leaf["minimum"].as_f64(), leaf["maximum"].as_f64());
        let too_small = number.zip(min).is_some_and(|(number, min)| number < min);
        let too_large = number.is_none_or(|number| max.is_some_and(|max| number > max));
        if too_small || too_large {
            let what = if too_small { "angkanya terlalu kecil" } else { "angkanya terlalu besar" };
            let instead = match (min, max) {
                (Some(min), Some(max)) => format!("tulis angka dari {min} sampai {max}"),
                (Some(min), None) => format!("tulis angka mulai dari {min}"),
                (None, Some(max)) => format!("tulis angka sampai {max}"),
                (None, None) => "tulis angka yang lebih kecil".to_owned(),
            };
            self.fault_at(start, path, what.to_owned(), instead);
        }
    }

    fn size(&mut self, path: &Path, size: usize, leaf: &Value, (min, max): (&str, &str)) {
        let min = leaf[min].as_u64().unwrap_or(0);
        let max = leaf[max].as_u64().unwrap_or(u64::MAX);
        let size = size as u64;
        if size < min || size > max {
            let what =
                if size == 0 { "masih kosong".to_owned() } else { format!("ada {size} isi") };
            let instead = if size < min {
                format!("isi sedikitnya {min}")
            } else {
                format!("kurangi sampai paling banyak {max}")
            };
            self.fault(path, what, instead);
        }
    }

    fn fault(&mut self, path: &Path, what: String, instead: String) {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        self.faults.push(self.source.fault(&keys, what, instead));
    }

    fn fault_at(&mut self, start: usize, path: &Path, what: String, instead: String) {
        let line = self.source.line_at(start);
        self.faults.push(Fault { line, key: key_of(path), what, instead });
    }
}

fn key_of(path: &Path) -> String {
    joined(&path.iter().map(String::as_str).collect::<Vec<_>>())
}

fn listed<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// What kind of value stands behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Text,
    Integer,
    Number,
    Truth,
    List,
    Table,
    Time,
}

impl Kind {
    fn of(value: &DeValue<'_>) -> Self {
        match value {
            DeValue::String(_) => Self::Text,
            DeValue::Integer(_) => Self::Integer,
            DeValue::Float(_) => Self::Number,
            DeValue::Boolean(_) => Self::Truth,
            DeValue::Datetime(_) => Self::Time,
            DeValue::Array(_) => Self::List,
            DeValue::Table(_) => Self::Table,
        }
    }

    /// The kinds that a plain schema allows.
    fn allowed(leaf: &Value) -> Vec<Self> {
        let several = leaf["type"].as_array().into_iter().flatten();
        let names = several.chain([&leaf["type"]]).filter_map(Value::as_str);
        let kinds = BTreeMap::from([
            ("string", Self::Text),
            ("integer", Self::Integer),
            ("number", Self::Number),
            ("boolean", Self::Truth),
            ("array", Self::List),
            ("object", Self::Table),
        ]);
        names.filter_map(|name| kinds.get(name).copied()).collect()
    }

    fn is_allowed_by(self, leaf: &Value) -> bool {
        let allowed = Self::allowed(leaf);
        allowed.contains(&self) || (self == Self::Integer && allowed.contains(&Self::Number))
    }

    fn wanted(leaves: &[&Value]) -> Self {
        leaves.iter().flat_map(|leaf| Self::allowed(leaf)).next().unwrap_or(Self::Text)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Text => "teks",
            Self::Integer => "bilangan bulat",
            Self::Number => "angka",
            Self::Truth => "true atau false",
            Self::List => "daftar",
            Self::Table => "bagian dengan kunci-kunci",
            Self::Time => "tanggal atau jam tanpa tanda kutip",
        }
    }

    fn example(self, path: &Path) -> String {
        let key = path.last().map_or("", String::as_str);
        let assigned = if key.starts_with('[') { String::new() } else { format!("{key} = ") };
        match self {
            Self::Text | Self::Time => format!("tulis teks di antara tanda kutip: {assigned}\"…\""),
            Self::Integer => format!("tulis bilangan tanpa tanda kutip: {assigned}10"),
            Self::Number => format!("tulis angka tanpa tanda kutip: {assigned}2.5"),
            Self::Truth => format!("tulis {assigned}true atau {assigned}false"),
            Self::List => format!("tulis daftar di antara kurung siku: {assigned}[\"…\"]"),
            Self::Table => format!("tulis bagian berjudul [{}]", key_of(path)),
        }
    }
}
