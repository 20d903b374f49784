//! The alignment as rows to read: which sentences stand side by side, in what order, and what has moved.

use super::align::Alignment;
use super::terms::Terms;
use super::{Confidence, Link, RowKind};

/// A row before its words are looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) left: Vec<usize>,
    pub(super) right: Vec<usize>,
    pub(super) moved: bool,
    /// Of the sentence that belongs least surely.
    pub(super) confidence: Confidence,
    /// Of the surest link.
    pub(super) surest: Confidence,
}

impl Group {
    /// One sentence of each side.
    pub(super) fn pair(left: usize, right: usize, confidence: Confidence) -> Self {
        Self {
            left: vec![left],
            ..Self::alone(vec![], vec![right], confidence)
        }
    }

    /// Sentences of one side.
    fn alone(left: Vec<usize>, right: Vec<usize>, confidence: Confidence) -> Self {
        Self {
            left,
            right,
            moved: false,
            confidence,
            surest: confidence,
        }
    }
}

/// Two rows are not made one where the sum would hold more sentences a side; a sentence on its own still joins
/// the row that answers it.
const TALL: usize = 4;

/// From here on two texts keep one order, and what stands out of it is seldom a move.
const ORDERED: f32 = 0.5;

/// The rows of an alignment, in the left text's order.
///
/// Where the two texts keep one order, a doubtful pair that stands out of it is taken for chance: its links are
/// dropped from the alignment. Where each tells the matter in its own order, that says nothing.
pub(super) fn groups(
    alignment: &mut Alignment,
    left: &[Terms<'_>],
    right: &[Terms<'_>],
) -> Vec<Group> {
    let ordered = alignment.order >= ORDERED;
    let mut groups = marked(&alignment.links, left, right);
    let doubtful = |group: &&Group| ordered && group.moved && group.surest == Confidence::Perhaps;
    let chance: Vec<&Group> = groups.iter().filter(doubtful).collect();
    let within = |link: &Link| {
        let has =
            |group: &&Group| group.left.contains(&link.left) && group.right.contains(&link.right);
        chance.iter().any(has)
    };
    if !chance.is_empty() {
        alignment.links.retain(|link| !within(link));
        groups = marked(&alignment.links, left, right);
    }
    with_alone(groups, alignment, left, right)
}

/// The rows of both sides, with what has moved.
fn marked(links: &[Link], left: &[Terms<'_>], right: &[Terms<'_>]) -> Vec<Group> {
    let mut groups = joined(links, left.len(), right.len());
    let mut chain = heaviest_chain(&groups, left, right);
    drop_scattered(&mut chain, &groups);
    for (index, group) in groups.iter_mut().enumerate() {
        group.moved = !chain.contains(&index);
    }
    groups
}

/// Adds the rows of one side, each at its place.
fn with_alone(
    mut groups: Vec<Group>,
    alignment: &Alignment,
    left: &[Terms<'_>],
    right: &[Terms<'_>],
) -> Vec<Group> {
    let placed = |side: fn(&Group) -> &Vec<usize>, count: usize| {
        let mut placed = vec![false; count];
        groups
            .iter()
            .flat_map(side)
            .for_each(|&index| placed[index] = true);
        (0..count)
            .filter(move |&index| !placed[index])
            .collect::<Vec<_>>()
    };
    let alone_left = placed(|group| &group.left, left.len());
    let alone_right = placed(|group| &group.right, right.len());
    for index in alone_left {
        groups.push(Group::alone(
            vec![index],
            vec![],
            alignment.lone_left[index],
        ));
    }
    groups.sort_by_key(|group| group.left[0]);
    insert_right(&mut groups, alone_right, &alignment.lone_right);
    groups
}

/// Joins linked sentences, the surest links first, as long as no row grows too tall to read; a sentence that has
/// a link always finds itself in a row with both sides.
fn joined(links: &[Link], left: usize, right: usize) -> Vec<Group> {
    let mut order: Vec<&Link> = links.iter().collect();
    order.sort_by(|a, b| {
        b.similarity
            .total_cmp(&a.similarity)
            .then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    let (mut of_left, mut of_right) = (vec![usize::MAX; left], vec![usize::MAX; right]);
    let mut groups: Vec<Group> = Vec::new();
    for link in order {
        let (l, r) = (of_left[link.left], of_right[link.right]);
        if l == r && l != usize::MAX {
            continue;
        }
        let of = |group: usize, alone: Group| groups.get(group).cloned().unwrap_or(alone);
        let a = of(l, Group::alone(vec![link.left], vec![], link.confidence));
        let b = of(r, Group::alone(vec![], vec![link.right], link.confidence));
        let both_placed = l != usize::MAX && r != usize::MAX;
        let union = union(&a, &b, link.confidence);
        if both_placed && !reads_well(&union) {
            continue;
        }
        let target = if l != usize::MAX {
            l
        } else if r != usize::MAX {
            r
        } else {
            groups.len()
        };
        for &index in &union.left {
            of_left[index] = target;
        }
        for &index in &union.right {
            of_right[index] = target;
        }
        if target == groups.len() {
            groups.push(union);
        } else {
            groups[target] = union;
            if both_placed {
                groups[r] = Group::alone(vec![], vec![], Confidence::Sure);
            }
        }
    }
    groups.retain(|group| !group.left.is_empty());
    groups
}

fn union(a: &Group, b: &Group, link: Confidence) -> Group {
    let merged = |a: &[usize], b: &[usize]| {
        let mut all = [a, b].concat();
        all.sort_unstable();
        all.dedup();
        all
    };
    Group {
        left: merged(&a.left, &b.left),
        right: merged(&a.right, &b.right),
        moved: false,
        confidence: a.confidence.min(b.confidence).min(link),
        surest: a.surest.max(b.surest).max(link),
    }
}

fn reads_well(group: &Group) -> bool {
    let (l, r) = (group.left.len(), group.right.len());
    let close = |side: &[usize]| side.windows(2).all(|pair| pair[1] - pair[0] <= 2);
    l <= TALL && r <= TALL && (l.min(r) <= 2) && close(&group.left) && close(&group.right)
}

/// What a row weighs in the chain by its surest link: a doubtful one displaces no sure one.
fn sureness(surest: Confidence) -> f64 {
    match surest {
        Confidence::Sure => 1.0,
        Confidence::Probable => 0.8,
        Confidence::Perhaps => 0.4,
    }
}

/// The rows that keep the order of both texts: the heaviest increasing chain, by their number and sureness and
/// then by how much they say.
fn heaviest_chain(groups: &[Group], left: &[Terms<'_>], right: &[Terms<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&index| groups[index].left[0]);
    // The fewer rows are called moved the better, and of as many the shorter ones.
    let weight = |group: &Group| -> f64 {
        let side = |terms: &[Terms<'_>], indices: &[usize]| {
            indices
                .iter()
                .map(|&i| f64::from(terms[i].mass) * 1e-3 + tie(terms[i].text))
                .sum::<f64>()
        };
        sureness(group.surest) + side(left, &group.left) + side(right, &group.right)
    };
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(order.len());
    for (at, &index) in order.iter().enumerate() {
        let group = &groups[index];
        let before = (0..at)
            .filter(|&earlier| precedes(&groups[order[earlier]], group))
            .max_by(|&a, &b| best[a].0.total_cmp(&best[b].0));
        best.push((
            weight(group) + before.map_or(0.0, |earlier| best[earlier].0),
            before,
        ));
    }
    let mut at = (0..best.len()).max_by(|&a, &b| best[a].0.total_cmp(&best[b].0));
    let mut chain = Vec::new();
    while let Some(here) = at {
        chain.push(order[here]);
        at = best[here].1;
    }
    chain
}

/// Takes out of the chain the rows whose sentences stand scattered among those of several others, the most
/// scattered first: a sentence split over two distant places has not stayed where its first half stands.
fn drop_scattered(chain: &mut Vec<usize>, groups: &[Group]) {
    let ends = |side: &[usize]| (side[0], side[side.len() - 1]);
    let apart = |a: &[usize], b: &[usize]| ends(a).1 < ends(b).0 || ends(b).1 < ends(a).0;
    let tangled = |a: usize, b: usize| {
        let (a, b) = (&groups[a], &groups[b]);
        !apart(&a.left, &b.left) || !apart(&a.right, &b.right)
    };
    let among = |&row: &usize| {
        let others = chain.iter().filter(|other| **other != row);
        others.filter(|other| tangled(row, **other)).count()
    };
    let mut counts: Vec<usize> = chain.iter().map(among).collect();
    let place = |row: usize| groups[row].left[0] + groups[row].right[0];
    while let Some(at) = (0..chain.len()).max_by_key(|&at| (counts[at], place(chain[at])))
        && counts[at] > 1
    {
        let row = chain.remove(at);
        counts.remove(at);
        for (count, &other) in counts.iter_mut().zip(&*chain) {
            *count -= usize::from(tangled(row, other));
        }
    }
}

/// Whether row `a` begins before row `b` in both texts.
fn precedes(a: &Group, b: &Group) -> bool {
    a.left[0] < b.left[0] && a.right[0] < b.right[0]
}

/// A little weight that depends on the text alone, so that of two equal chains the same is taken whichever side
/// is left.
fn tie(text: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "ten bits are exact")]
    let bits = (rapidhash::v3::rapidhash_v3(text.as_bytes()) & 0x3ff) as f64;
    bits * 1e-6
}

/// Puts each right-only sentence after the row of the nearest earlier right sentence that is not moved, and after
/// the earlier right-only sentences that stand there.
fn insert_right(groups: &mut Vec<Group>, alone: Vec<usize>, confidence: &[Confidence]) {
    for index in alone {
        let row = Group::alone(vec![], vec![index], confidence[index]);
        let nearest = |group: &Group| {
            let earlier = group.right.iter().rev().find(|&&other| other < index);
            earlier.copied().filter(|_| !group.moved)
        };
        let after = (0..groups.len()).filter_map(|at| Some((nearest(&groups[at])?, at)));
        let mut at = after.max().map_or(0, |(_, at)| at + 1);
        while groups.get(at).is_some_and(|group| group.left.is_empty()) {
            at += 1;
        }
        groups.insert(at, row);
    }
}

/// What a row says by its texts: the same where the sides differ in typography at most.
pub(super) fn kind(group: &Group, left: &[Terms<'_>], right: &[Terms<'_>]) -> RowKind {
    let form = |terms: &[Terms<'_>], side: &[usize]| -> String {
        side.iter()
            .map(|&index| terms[index].form.as_str())
            .collect()
    };
    match (group.left.is_empty(), group.right.is_empty()) {
        (false, true) => RowKind::Left,
        (true, _) => RowKind::Right,
        (false, false) if form(left, &group.left) == form(right, &group.right) => RowKind::Same,
        (false, false) => RowKind::Reworded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Text;
    use crate::compare::terms::terms;
    use crate::text::Sentence;

    fn group(left: &[usize], right: &[usize]) -> Group {
        Group {
            left: left.to_vec(),
            right: right.to_vec(),
            ..Group::pair(0, 0, Confidence::Sure)
        }
    }

    /// Which rows of a chain stay in it.
    #[track_caller]
    fn check(rows: &[(&[usize], &[usize])], expected: &[usize]) {
        let groups: Vec<Group> = rows
            .iter()
            .map(|(left, right)| group(left, right))
            .collect();
        let mut chain: Vec<usize> = (0..groups.len()).collect();
        drop_scattered(&mut chain, &groups);
        assert_eq!(chain, expected);
    }

    #[test]
    fn a_row_scattered_among_several_others_leaves_the_chain() {
        check(
            &[
                (&[0], &[0]),
                (&[1], &[1, 5]),
                (&[2], &[2]),
                (&[3], &[3]),
                (&[4], &[6]),
            ],
            &[0, 2, 3, 4],
        );
        check(&[(&[0, 4], &[0]), (&[1], &[1]), (&[2, 3], &[2])], &[1, 2]);
    }

    #[test]
    fn a_doubtful_pair_out_of_order_is_chance_only_where_the_texts_keep_one_order() {
        let sentences = ["One.", "Two.", "Three."].map(|text| Sentence { paragraph: 0, text });
        let text = Text {
            sentences: sentences.to_vec(),
            ..Text::default()
        };
        let (left, right) = terms(&text, &text);
        let link = |left, right, confidence| Link {
            left,
            right,
            similarity: 0.5,
            confidence,
        };
        for (order, confidence, expected) in [
            (1.0, Confidence::Perhaps, 2),
            (1.0, Confidence::Probable, 3),
            (0.0, Confidence::Perhaps, 3),
        ] {
            let mut alignment = Alignment {
                links: vec![
                    link(0, 2, confidence),
                    link(1, 0, Confidence::Sure),
                    link(2, 1, Confidence::Sure),
                ],
                order,
                lone_left: vec![Confidence::Sure; 3],
                lone_right: vec![Confidence::Sure; 3],
            };
            groups(&mut alignment, &left, &right);
            assert_eq!(alignment.links.len(), expected, "{order} {confidence:?}");
        }
    }

    #[test]
    fn two_rows_that_interlock_stay() {
        check(&[(&[0], &[0, 2]), (&[1], &[1]), (&[2], &[3])], &[0, 1, 2]);
        check(&[(&[0, 2], &[0, 1]), (&[1], &[2])], &[0, 1]);
    }
}
