//! `cargo xtask mutants`: takes one defence after another away, and demands that its attack test fails.
//!
//! A test that passes without the defence proves nothing about it. The tables are in `xtask/mutants/`, and
//! `docs/attacks.md` says which attack each is about. Everything happens in a copy below the target folder, so that no
//! mutation is ever in the tree itself.

mod scratch;
mod table;

use std::collections::BTreeMap;

use crate::failure::Failure;
use crate::repository::Repository;
use crate::say;
use scratch::{Outcome, Scratch};
use table::{Mutation, Test};

/// Applies every mutation, or those whose name holds one of `wanted` or whose test's package is one, and prints what each test said.
pub(crate) fn run(repository: &Repository, wanted: &[String]) -> Result<(), Failure> {
    let all = table::read(repository)?;
    let chosen: Vec<_> = all.into_iter().filter(|one| is_wanted(one, wanted)).collect();
    if chosen.is_empty() {
        return Err(Failure::new("no mutation has such a name or package"));
    }
    let scratch = say::step("copying the tree", || Scratch::make(repository))?;
    hold_without_mutations(&scratch, &chosen)?;
    let mut survivors = Vec::new();
    for (at, mutation) in chosen.iter().enumerate() {
        let said = judge(&scratch.with(mutation)?);
        say::line(&format!(
            "{}/{} {}: {}",
            at + 1,
            chosen.len(),
            mutation.name,
            said.as_ref().unwrap_or_else(|bad| bad)
        ));
        survivors.extend(said.err().map(|_| mutation.name.clone()));
    }
    say::line(&format!("{} of {} mutations were noticed", chosen.len() - survivors.len(), chosen.len()));
    if survivors.is_empty() { Ok(()) } else { Err(Failure::new(format!("not noticed: {}", survivors.join(", ")))) }
}

fn is_wanted(mutation: &Mutation, wanted: &[String]) -> bool {
    wanted.is_empty() || wanted.iter().any(|part| mutation.name.contains(part) || mutation.test.package == *part)
}

/// What the test said, or why the mutation counts as not noticed.
fn judge(outcome: &Outcome) -> Result<String, String> {
    match outcome {
        Outcome::Failed(said) => Ok(said.clone()),
        Outcome::Passed(_) => Err("THE TEST PASSED".to_owned()),
        Outcome::NoResult(said) => Err(format!("NO TEST RAN: {said}")),
    }
}

/// A test that fails in the copy anyway would seem to notice everything.
fn hold_without_mutations(scratch: &Scratch, chosen: &[Mutation]) -> Result<(), Failure> {
    let mut by_target: BTreeMap<(&str, &str), Vec<&Test>> = BTreeMap::new();
    for Mutation { test, .. } in chosen {
        let tests = by_target.entry((&test.package, &test.target)).or_default();
        if !tests.contains(&test) {
            tests.push(test);
        }
    }
    for ((package, target), tests) in by_target {
        let name = format!("{package} {target} without mutations");
        let outcome = say::step(&name, || scratch.test(&tests))?;
        if outcome != Outcome::Passed(tests.len()) {
            return Err(Failure::new(format!("{name}: {outcome:?}, and {} tests must pass", tests.len())));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]
    use super::*;

    use std::collections::BTreeSet;
    use std::fs;

    fn mutations() -> (Repository, Vec<Mutation>) {
        let repository = Repository::find().unwrap();
        let all = table::read(&repository).unwrap();
        (repository, all)
    }

    /// Code moves on: a mutation that fits nothing any more tries nothing.
    #[test]
    fn every_mutation_fits_the_code_as_it_is() {
        let (repository, all) = mutations();
        for edit in all.iter().flat_map(|one| &one.edits) {
            let text = fs::read_to_string(repository.root().join(&edit.file)).unwrap();
            assert_ne!(edit.apply(&text).unwrap(), text);
        }
    }

    #[test]
    fn the_list_of_attacks_has_each_mutation_with_its_test() {
        let (repository, all) = mutations();
        let list = fs::read_to_string(repository.root().join("docs/attacks.md")).unwrap();
        let names: BTreeSet<_> = all.iter().map(|one| &one.name).collect();
        assert_eq!(names.len(), all.len(), "each name once");
        for Mutation { name, test, .. } in &all {
            let has = |line: &str| line.contains(&format!("`{name}`")) && line.contains(&test.function);
            assert!(list.lines().any(has), "{name} with {}", test.function);
        }
    }

    #[test]
    fn only_a_failed_test_notices() {
        assert_eq!(judge(&Outcome::Failed("left: 1".into())), Ok("left: 1".to_owned()));
        assert!(judge(&Outcome::Passed(1)).is_err());
        assert!(judge(&Outcome::NoResult("error[E0425]".into())).is_err());
    }
}
