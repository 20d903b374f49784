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
        let unsaid = self.unit == Unit::Count || other.unit == Unit::Count;
        let equal =
            (self.value - other.value).abs() <= 1e-9 * self.value.abs().max(other.value.abs());
        if self.unit != other.unit && !(unsaid && equal) {
            return Agreement::Unlike;
        }
        let (a, b) = (self.value, other.value);
        let same_bound =
            self.bound == other.bound || self.bound == Bound::About || other.bound == Bound::About;
        if equal {
            return if same_bound {
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
        let near = (a - b).abs() <= 0.2 * a.abs().max(b.abs());
        if near && (self.admits(b) || other.admits(a)) {
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
        let coarser = other.step >= 10.0 * self.step && other.value >= 1000.0;
        let within = (self.value - other.value).abs() <= other.step / 2.0;
        (coarser && within).then_some(other.step / other.value)
    }

    /// Whether the exact value `value` can be what this quantity means.
    fn admits(&self, value: f64) -> bool {
        match self.bound {
            Bound::Exact => false,
            Bound::About => (self.value - value).abs() <= 0.15 * self.value.abs(),
            Bound::AtLeast => value >= self.value,
            Bound::AtMost => value <= self.value,
            Bound::UpTo(high) => (self.value..=high).contains(&value),
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
            ("$3m", "€3m", Agreement::Unlike),
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
