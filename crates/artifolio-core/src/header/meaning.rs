//! What an edit means, on the tree alone: the measure that every cut of the text is held against.

use super::edit::{Edit, EditError, Step, path_of, shown};
use super::node::{Kind, Layout, Node, Part};
use super::value::Value;

/// The parts that a path leads through, as far as it leads: each with its collection.
pub(super) fn trail<'n>(
    root: &'n Node,
    path: &[Step],
) -> Result<Vec<(&'n Node, usize)>, EditError> {
    let mut trail = Vec::new();
    let mut node = root;
    for (depth, step) in path.iter().enumerate() {
        let Some(i) = position(node, step, &path[..=depth])? else { break };
        trail.push((node, i));
        node = &node.parts()[i].value;
    }
    Ok(trail)
}

/// The node at a path; `None` when a key on it is absent.
fn find<'n>(root: &'n Node, path: &[Step]) -> Result<Option<&'n Node>, EditError> {
    let trail = trail(root, path)?;
    let last = trail.last().map_or(root, |(node, i)| &node.parts()[*i].value);
    Ok((trail.len() == path.len()).then_some(last))
}

/// Which part of a node a step means; `None` for an absent key.
fn position(node: &Node, step: &Step, path: &[Step]) -> Result<Option<usize>, EditError> {
    match (step, &node.kind) {
        (Step::Key(key), Kind::Map(_, parts)) => {
            let mut found = (0..parts.len()).filter(|i| parts[*i].is(key));
            let first = found.next();
            if found.next().is_some() { Err(EditError::Duplicate(shown(path))) } else { Ok(first) }
        }
        (Step::Index(i), Kind::List(_, parts)) if *i < parts.len() => Ok(Some(*i)),
        (Step::Index(_), Kind::List(..) | Kind::Null) => Err(EditError::NotThere(shown(path))),
        (Step::Key(_), Kind::Null) => Ok(None),
        _ => Err(EditError::WrongShape(shown(&path[..path.len() - 1]))),
    }
}

/// The same edit in its plainest form: nothing is pushed, and nothing inserted into a list that is absent or empty.
pub(super) fn settled(root: &Node, edit: &Edit) -> Result<Edit, EditError> {
    let (path, at, value) = match edit {
        Edit::Push { path, value } => (path, None, value),
        Edit::Insert { path, at, value } => (path, Some(*at), value),
        other => return Ok(other.clone()),
    };
    let list = find(root, path)?;
    let len = list.map_or(0, |list| list.parts().len());
    let (path, at, value) = (path.clone(), at.unwrap_or(len), value.clone());
    match list.map(|list| &list.kind) {
        _ if at > len => Err(EditError::NotThere(shown(&[path, vec![at.into()]].concat()))),
        Some(Kind::List(..)) if len > 0 => Ok(Edit::Insert { path, at, value }),
        Some(Kind::List(..) | Kind::Null) | None => {
            Ok(Edit::Set { path, value: Value::List(vec![value]) })
        }
        _ => Err(EditError::WrongShape(shown(&path))),
    }
}

/// The tree with a settled edit applied.
pub(super) fn applied(root: &Node, edit: &Edit) -> Result<Node, EditError> {
    let mut new = root.clone();
    match edit {
        Edit::Set { path, value } if !path.is_empty() => {
            *slot(&mut new, path, path)? = value.into();
        }
        Edit::Remove { path } if !path.is_empty() => {
            if trail(root, path)?.len() == path.len() {
                let (last, above) = path.split_last().expect("a path with a step");
                let node = slot(&mut new, above, above)?;
                let i = position(node, last, path)?;
                if let (Some(i), Some(parts)) = (i, node.parts_mut()) {
                    parts.remove(i);
                }
            }
        }
        Edit::Insert { path, at, value } => {
            let part = Part { at: 0, head: 0, key: None, value: value.into() };
            if let Some(parts) = slot(&mut new, path, path)?.parts_mut() {
                parts.insert(*at, part);
            }
        }
        Edit::Move { path, from, to } => {
            for i in [from, to] {
                let place = [path.as_slice(), &[Step::Index(*i)]].concat();
                find(root, &place)?.ok_or_else(|| EditError::NotThere(shown(&place)))?;
            }
            if let Some(parts) = slot(&mut new, path, path)?.parts_mut() {
                let part = parts.remove(*from);
                parts.insert(*to, part);
            }
        }
        _ => return Err(EditError::WrongShape(shown(path_of(edit)))),
    }
    Ok(new)
}

/// The node at a path, whose missing keys are made.
fn slot<'n>(node: &'n mut Node, path: &[Step], whole: &[Step]) -> Result<&'n mut Node, EditError> {
    let Some((step, rest)) = path.split_first() else { return Ok(node) };
    let so_far = &whole[..whole.len() - rest.len()];
    let found = position(node, step, so_far)?;
    if matches!(node.kind, Kind::Null) {
        node.kind = Kind::Map(Layout::Block, Vec::new());
    }
    let wrong = || EditError::WrongShape(shown(so_far));
    let parts = node.parts_mut().ok_or_else(wrong)?;
    let i = match (found, step) {
        (Some(i), _) => i,
        (None, Step::Key(key)) => {
            let made = Node::from(&Value::Map(vec![(key.clone(), Value::from(""))]));
            parts.extend(made.parts().iter().cloned());
            parts.last_mut().ok_or_else(wrong)?.value.kind = Kind::Null;
            parts.len() - 1
        }
        (None, Step::Index(_)) => return Err(EditError::NotThere(shown(so_far))),
    };
    slot(&mut parts[i].value, rest, whole)
}
