use super::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn hall(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/halls").join(name)
}

fn told(name: &str, set: &[&str], json: bool) -> Result<(String, String), SimulateError> {
    let set: Vec<_> = set.iter().map(|one| (*one).to_owned()).collect();
    let wish = Wish { hall: &hall(name), days: 2, seed: 1, set: &set, json };
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    run(&wish, &mut out, &mut aside)?;
    Ok((String::from_utf8(out).unwrap(), String::from_utf8(aside).unwrap()))
}

fn keys(value: &serde_json::Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn simulate_json_has_exactly_the_fields_of_the_api() {
    let (out, aside) = told("kota-batu.toml", &[], true).unwrap();
    assert_eq!(aside, "");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let top = ["agencies", "classes", "counters", "days", "hall", "refused", "seed"];
    assert_eq!(keys(&report), top.into());
    let figures = [
        "visitors",
        "mean_wait_minutes",
        "median_wait_minutes",
        "p95_wait_minutes",
        "longest_wait_minutes",
        "passes_max",
        "promise_kept_share",
    ];
    for (list, own, length) in [("classes", "class", 7), ("agencies", "agency", 26)] {
        let rows = report[list].as_array().unwrap();
        assert_eq!(rows.len(), length, "{list}");
        for row in rows {
            assert_eq!(keys(row), figures.into_iter().chain([own]).collect(), "{list}");
        }
    }
    let counters = report["counters"].as_array().unwrap();
    assert_eq!(counters.len(), 50);
    assert_eq!(keys(&counters[0]), ["busy_share", "counter"].into());
    assert_eq!(report["classes"][6]["class"], "regular");
    assert_eq!((&report["days"], &report["seed"]), (&2.into(), &1.into()));
}

#[test]
fn simulate_table_is_aligned_and_says_what_was_changed() {
    let (out, _) = told("kota-batu.toml", &["counters.a=7"], false).unwrap();
    assert!(out.starts_with("Among Warga: 2 hari buka, benih 1\nDengan counters.a=7\n"), "{out}");
    let rows = out.lines().skip_while(|line| !line.starts_with("Menunggu, dalam menit"));
    let widths: BTreeSet<_> =
        rows.take_while(|line| !line.is_empty()).map(|line| line.chars().count()).collect();
    assert_eq!(widths.len(), 1, "{out}");
    assert!(out.contains("Loket 6 (2)"), "{out}");
}

#[test]
fn simulate_says_that_a_hall_without_a_table_has_defaults() {
    let (out, aside) = told("desa.toml", &[], false).unwrap();
    assert!(out.contains(table::DEFAULTS) && aside.is_empty());
    let (out, aside) = told("desa.toml", &[], true).unwrap();
    assert!(aside.contains(table::DEFAULTS) && !out.contains(table::DEFAULTS));
}

#[test]
fn simulate_ends_with_2_for_an_unknown_key_and_1_for_a_bad_file() {
    let unknown = told("kota-batu.toml", &["rules.head_start=10"], true).unwrap_err();
    assert_eq!(unknown.exit_code(), 2);
    let said = unknown.to_string();
    assert!(said.contains("rules.head_start_minutes") && said.contains("counters.a"), "{said}");
    assert_eq!(told("nowhere.toml", &[], true).unwrap_err().exit_code(), 1);
}
