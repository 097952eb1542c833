//! One part of a job that goes over the same bytes several times, told as its share of the whole.

use std::ops::ControlFlow;

use artifolio_core::progress::Progress;

/// Part `number` (from 0) of `of`, each as long as `octets`.
pub(crate) struct Part<'a> {
    pub(crate) progress: &'a dyn Progress,
    pub(crate) number: u64,
    pub(crate) of: u64,
    pub(crate) octets: u64,
}

impl Progress for Part<'_> {
    fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
        let share =
            u128::from(self.octets) * u128::from(done.min(total)) / u128::from(total.max(1));
        let share = u64::try_from(share).unwrap_or(self.octets);
        self.progress.advance(self.number * self.octets + share, self.of * self.octets)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    struct Heard(Mutex<Vec<(u64, u64)>>);

    impl Progress for Heard {
        fn advance(&self, done: u64, total: u64) -> ControlFlow<()> {
            self.0.lock().unwrap().push((done, total));
            ControlFlow::Continue(())
        }
    }

    #[test]
    fn a_part_ends_where_the_next_begins() {
        let heard = Heard(Mutex::default());
        for (number, done, total) in [(0, 0, 7), (0, 7, 7), (1, 0, 9), (1, 99, 9), (1, 0, 0)] {
            let _ = Part { progress: &heard, number, of: 2, octets: 100 }.advance(done, total);
        }
        assert_eq!(
            *heard.0.lock().unwrap(),
            [(0, 200), (100, 200), (100, 200), (200, 200), (100, 200)]
        );
    }
}
