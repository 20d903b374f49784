//! Whether two quantities can both be true of one thing.

use super::{Bound, Quantity, Unit};

/// What two quantities of one slot say of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The same, rounding and wording apart.
    Same,
    /// Not the same, and both can be true.
    Compatible,
    /// Both cannot be true of one thing.
    Contrary,
    /// Of different units: nothing can be said.
    Unlike,
}

impl Quantity {
    /// Weighs this quantity against another of the same slot.
    pub fn agrees(&self, other: &Self) -> Agreement {
        let (a, b) = (self.value, other.value);
        let unsaid = self.unit == Unit::Count || other.unit == Unit::Count;
        let equal = (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        if self.unit != other.unit && !(unsaid && equal) {
            // The same figure of another currency is not a sum converted.
            let money = matches!((&self.unit, &other.unit), (Unit::Money(_), Unit::Money(_)));
            return if money && equal {
                Agreement::Contrary
            } else {
                Agreement::Unlike
            };
        }
        let same_bound =
            self.bound == other.bound || self.bound == Bound::About || other.bound == Bound::About;
        if equal {
            return if same_bound {
                Agreement::Same
            } else {
                Agreement::Compatible
            };
        }
        let apart = (a - b).abs() / a.abs().max(b.abs());
        // Converted, with what rounding leaves of it.
        if self.named != other.named
            && !self.named.is_empty()
            && !other.named.is_empty()
            && apart <= 0.12
        {
            return if apart <= 0.06 {
                Agreement::Same
            } else {
                Agreement::Compatible
            };
        }
        let rounded = self.rounds_to(other).or(other.rounds_to(self));
        let about = self.bound == Bound::About || other.bound == Bound::About;
        if let Some(step) = rounded {
            let fine = step <= 0.1 && !about;
            return if fine {
                Agreement::Same
            } else {
                Agreement::Compatible
            };
        }
        let both =
            self.bound == other.bound && matches!(self.bound, Bound::AtLeast | Bound::AtMost);
        let ((low, high), (from, to)) = (self.meant(), other.meant());
        if self.is_vague() && low <= from && to <= high
            || other.is_vague() && from <= low && high <= to
        {
            return Agreement::Same;
        }
        if both || low <= to && from <= high {
            Agreement::Compatible
        } else {
            Agreement::Contrary
        }
    }

    /// Whether one quantity is more than three times the other.
    pub fn is_far_from(&self, other: &Self) -> bool {
        self.value.max(other.value) > 3.0 * self.value.min(other.value)
    }

    /// Whether `other` is this quantity given more coarsely (`1.2 million` for `1,234,567`), and by what share of
    /// its value it is rounded.
    fn rounds_to(&self, other: &Self) -> Option<f64> {
        let coarser = self.named == other.named
            && other.step >= 9.9 * self.step
            && (other.value >= 1000.0 || self.step < 1.0);
        let within = (self.value - other.value).abs() <= other.step / 2.0;
        (coarser && within).then_some(other.step / other.value)
    }

    /// Whether it is a word such as `hundreds`, which an exact figure within it does not contradict.
    pub fn is_vague(&self) -> bool {
        matches!(self.bound, Bound::UpTo(high) if high >= 5.0 * self.value)
    }

    /// The least and the greatest that this quantity can mean: nobody says "more than 700" of 7,000.
    fn meant(&self) -> (f64, f64) {
        let value = self.value;
        match self.bound {
            Bound::Exact => (value, value),
            Bound::About => (0.9 * value, 1.1 * value),
            Bound::AtLeast => (value, 2.0 * value),
            Bound::AtMost => (0.5 * value, value),
            Bound::UpTo(high) => (value, high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantities_of;
    use super::*;

    #[test]
    fn quantities_agree_by_value_bound_and_rounding() {
        for (a, b, expected) in [
            ("more than 700", "over 700", Agreement::Same),
            ("more than 700", "728", Agreement::Compatible),
            ("more than 700", "650", Agreement::Contrary),
            ("700", "900", Agreement::Contrary),
            ("about 700", "728", Agreement::Compatible),
            ("4.1 million", "4,100,000", Agreement::Same),
            ("1.2 million", "1,234,567", Agreement::Same),
            ("3 per cent", "3 km", Agreement::Unlike),
            ("41", "47", Agreement::Contrary),
            ("ten", "10", Agreement::Same),
            ("2,000", "1,600", Agreement::Compatible),
            ("$3m", "€3m", Agreement::Contrary),
            ("$3m", "€2.6m", Agreement::Unlike),
            ("US$3m", "3 million dollars", Agreement::Same),
            ("a third of", "33 per cent", Agreement::Compatible),
            ("two-thirds", "half of", Agreement::Contrary),
            ("5 miles", "8 km", Agreement::Same),
            ("5 miles", "20 km", Agreement::Contrary),
            ("a 33-year-old", "aged 33", Agreement::Same),
            ("a 33-year-old", "Smith, 34,", Agreement::Contrary),
            ("a 33-year-old", "34 men", Agreement::Unlike),
            ("48 hours", "two days", Agreement::Same),
            (
                "at least one man",
                "at least five men",
                Agreement::Compatible,
            ),
            ("more than 700", "7,000", Agreement::Contrary),
            ("won 2-1", "lost 1-2", Agreement::Same),
            ("won 2-1", "won 3-1", Agreement::Contrary),
            ("the third time", "the 2nd time", Agreement::Contrary),
            ("18 months", "two years", Agreement::Contrary),
            ("hundreds", "about 300", Agreement::Same),
            ("hundreds", "40", Agreement::Contrary),
            ("$1.10", "$1.0987", Agreement::Same),
            ("42%", "41.8%", Agreement::Same),
            ("half a million", "500,000", Agreement::Same),
            ("5km", "7 kilometres", Agreement::Contrary),
            ("two hundred and thirty", "230", Agreement::Same),
            ("two dozen", "24", Agreement::Same),
        ] {
            assert_eq!(
                quantities_of(a, false)[0].agrees(&quantities_of(b, false)[0]),
                expected,
                "{a} / {b}"
            );
        }
    }
}
