//! How far two words are apart. Pure.

/// The longest words that are compared; more is taken as far.
const LONGEST: usize = 64;

/// Whether so many typing errors at most lie between two words: a character too many, one too few, another one, or
/// two neighbours that changed places.
pub(super) fn is_close(one: &str, other: &str, most: usize) -> bool {
    if one.len().abs_diff(other.len()) > most * 4 {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most || one.len().max(other.len()) > LONGEST {
        return false;
    }
    let mut before = vec![0; other.len() + 1];
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, it) in one.iter().enumerate() {
        let mut here = vec![row + 1; other.len() + 1];
        for (column, with) in other.iter().enumerate() {
            let mut least =
                (above[column] + usize::from(it != with)).min(above[column + 1] + 1).min(here[column] + 1);
            if row > 0 && column > 0 && *it == other[column - 1] && one[row - 1] == *with {
                least = least.min(before[column - 1] + 1);
            }
            here[column + 1] = least;
        }
        if here.iter().all(|it| *it > most) {
            return false;
        }
        before = std::mem::replace(&mut above, here);
    }
    above[other.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::is_close;

    #[test]
    fn typing_errors_are_counted() {
        for (one, other, apart) in [
            ("ferry", "ferry", 0),
            ("ferry", "fery", 1),
            ("ferry", "ferrry", 1),
            ("ferry", "fetry", 1),
            ("ferry", "frery", 1),
            ("payments", "paymnets", 1),
            ("payments", "pamnets", 2),
            ("", "a", 1),
            ("über", "uber", 1),
        ] {
            assert!(is_close(one, other, apart), "{one} {other}");
            assert!(apart == 0 || !is_close(one, other, apart - 1), "{one} {other}");
        }
        assert!(!is_close(&"a".repeat(1000), &"a".repeat(1000), 2));
    }
}
