use super::*;
use crate::estimate::calibration::Tally;
use crate::estimate::{Estimate, Waited};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

const HEADER: &str = "queue_id,date,minute,waiting,open_counters,current_number";
/// The waits of Warsaw, which lie beside the repository and are not part of it.
const WARSAW: &str = "../../shared/data/warsaw-fit.csv.gz";

/// A day of one queue that calls a visitor every 3 minutes.
fn waits() -> String {
    let mut text = format!("{HEADER},wait,censored\n");
    for reading in 0..40 {
        let (minute, number, ahead) = (480 + reading * 6, 1 + reading * 2, reading % 7);
        let wait = 3 * (ahead + 1);
        text += &format!("q,2026-03-02,{minute},{ahead},1,{number},{wait},0\n");
    }
    text
}

fn estimates(fit: &[u8], cases: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (fit_file, cases_file) = (folder.path().join("fit"), folder.path().join("cases"));
    fs::write(&fit_file, fit).unwrap();
    fs::write(&cases_file, cases).unwrap();
    let mut out = Vec::new();
    run(&fit_file, &cases_file, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn estimate_command_prints_a_range_for_each_case_in_the_files_order() {
    let rows = "q,2026-03-03,600,3,1,40\nnew,2026-03-03,500,1,1,2\nq,2026-03-03,590,3,1,38\nq,2026-03-03,480,1,0,1\n";
    let told = estimates(waits().as_bytes(), format!("{HEADER}\n{rows}").as_bytes());
    let lines: Vec<_> = told.lines().map(|line| line.split(',').collect::<Vec<_>>()).collect();
    assert_eq!(lines[0].join(","), "queue_id,date,minute,predicted,low,high");
    let begins: Vec<_> = lines[1..].iter().map(|line| line[..3].join(",")).collect();
    let expected =
        ["q,2026-03-03,600", "new,2026-03-03,500", "q,2026-03-03,590", "q,2026-03-03,480"];
    assert_eq!(begins, expected);
    for line in &lines[1..4] {
        let [predicted, low, high] = [3, 4, 5].map(|at| line[at].parse::<f64>().unwrap());
        assert!(0.0 < low && low <= predicted && predicted <= high, "{line:?}");
    }
    let predicted: f64 = lines[1][3].parse().unwrap();
    assert!((8.0..16.0).contains(&predicted), "3 ahead at 3 minutes each: {predicted}");
    assert_eq!(lines[4][3..], ["", "", ""], "no counter is open");
}

#[test]
fn estimate_command_says_the_same_of_compressed_files_and_never_looks_at_the_answer() {
    let with_answer = waits();
    let rows = with_answer.lines().map(|line| line.rsplitn(3, ',').last().unwrap());
    let without: String = rows.map(|row| format!("{row}\n")).collect();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(with_answer.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let plain = estimates(with_answer.as_bytes(), without.as_bytes());
    assert_eq!(estimates(&packed, with_answer.as_bytes()), plain);
    assert_eq!(plain.lines().count(), 41);
}

/// Of the waits of Warsaw: those until 9 January learnt from, those after it estimated.
#[test]
fn estimate_is_as_good_as_promised_on_later_days_of_warsaw() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(WARSAW);
    if !path.exists() {
        let note = format!("skipped: {} is not there\n", path.display());
        std::io::stderr().write_all(note.as_bytes()).unwrap();
        return;
    }
    let cases = super::waits(&path).unwrap();
    let last = "2020-01-09".parse().map(ServiceDay).unwrap();
    let (seen, later): (Vec<_>, Vec<_>) = cases.into_iter().partition(|case| case.day <= last);
    let (model, one_line) = (Model::fit(&seen), one_line(&seen));
    let (mut tally, mut formula) = (Tally::default(), Tally::default());
    for case in &later {
        if let Waited::Minutes(minutes) = case.waited {
            tally.count(&model.estimate(&case.situation).unwrap(), minutes);
            let pace = one_line.get(case.situation.queue.as_str()).unwrap_or(&5.0);
            let told = pace * places(case);
            let told = Estimate { low_minutes: told, likely_minutes: told, high_minutes: told };
            formula.count(&told, minutes);
        }
    }
    let [error, plain] = [tally, formula].map(|tally| tally.mean_error_minutes().unwrap());
    assert!(error < 0.95 * plain, "{error} against {plain} of the formula");
    let inside = tally.inside_share().unwrap();
    assert!((0.75..=0.85).contains(&inside), "{inside}");
    let too_little = tally.too_little_share().unwrap();
    assert!(too_little <= 0.20, "{too_little}");
}

/// Returns each queue's median of wait/(n+1)^0.8.
fn one_line(seen: &[Case]) -> BTreeMap<&str, f64> {
    let mut queues = BTreeMap::<&str, Vec<f64>>::new();
    for case in seen {
        if let Waited::Minutes(minutes) = case.waited {
            let paces = queues.entry(&case.situation.queue).or_default();
            paces.push(minutes / places(case));
        }
    }
    let median = |(queue, mut paces): (_, Vec<f64>)| {
        paces.sort_by(f64::total_cmp);
        (queue, paces[paces.len() / 2])
    };
    queues.into_iter().map(median).collect()
}

fn places(case: &Case) -> f64 {
    (f64::from(case.situation.ahead) + 1.0).powf(0.8)
}
