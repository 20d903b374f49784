//! One line of the table: what is measured, what came out, what it is measured on.

/// A measured figure beside the bar it has to reach.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    /// What is measured, in what unit.
    pub(crate) what: String,
    /// What came out, as printed.
    pub(crate) figure: String,
    /// The least that is good enough; empty where there is no bar.
    pub(crate) floor: &'static str,
    /// What is aimed at; empty where there is no bar.
    pub(crate) aim: &'static str,
    /// The texts it is measured on.
    pub(crate) on: String,
}

impl Measure {
    pub(crate) fn new(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            figure: figure.into(),
            floor: "",
            aim: "",
            on: String::new(),
        }
    }

    pub(crate) fn bar(mut self, floor: &'static str, aim: &'static str) -> Self {
        (self.floor, self.aim) = (floor, aim);
        self
    }

    pub(crate) fn on(mut self, texts: impl Into<String>) -> Self {
        self.on = texts.into();
        self
    }
}

/// A share as three decimals; a dash of nothing.
pub(crate) fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        "–".to_owned()
    } else {
        format!("{:.3}", part as f64 / whole as f64)
    }
}

/// Several figures in one cell.
pub(crate) fn shares(shares: &[(usize, usize)]) -> String {
    let shares: Vec<String> = shares
        .iter()
        .map(|(part, whole)| share(*part, *whole))
        .collect();
    shares.join(" / ")
}

/// Prints the measures in aligned columns, or as a table in Markdown.
pub(crate) fn print(measures: &[Measure], markdown: bool) {
    if markdown {
        println!("| measure | measured | floor | aim | on |\n|---|---|---|---|---|");
    }
    for Measure {
        what,
        figure,
        floor,
        aim,
        on,
    } in measures
    {
        if markdown {
            println!("| {what} | {figure} | {floor} | {aim} | {on} |");
        } else {
            println!("{what:<62} {figure:<22} {floor:<18} {aim:<14} {on}");
        }
    }
}
