-- What must never be found, though no constraint of the tables forbids it. Each query gives one `problem` a row.

select 'case ' || case_number || ' has a fact of message ' || message || ', which is missing' as problem
from facts
where not exists (
    select 1 from messages where messages.case_number = facts.case_number and messages.n = facts.message
);

select 'case ' || case_number || ' has a step of message ' || message || ', which is missing' as problem
from steps
where not exists (
    select 1 from messages where messages.case_number = steps.case_number and messages.n = steps.message
);

select 'case ' || number || ' is missing from the feed of changes' as problem
from cases
where not exists (select 1 from changes where changes.kind = 'case' and changes.id = cases.number);

select distinct kind || ' ' || id || ' is missing from the feed of changes' as problem
from documents
where not exists (select 1 from changes where changes.kind = documents.kind and changes.id = documents.id);

select 'the feed counts ' || seq || ' changes, but holds later ones' as problem
from feed
where seq < (select max(changes.seq) from changes);

select 'walk ' || walk_id || ' began on a version of tree ' || tree || ' that is missing' as problem
from walk_versions
where not exists (
    select 1 from documents
    where documents.kind = 'tree' and documents.id = walk_versions.tree and documents.hash = walk_versions.hash
);

select 'a take-away file of ' || take_aways.tree || ' holds a version of tree ' || versions.tree || ' that is missing' as problem
from take_away_versions versions join take_aways using (fingerprint)
where not exists (
    select 1 from documents
    where documents.kind = 'tree' and documents.id = versions.tree and documents.hash = versions.hash
);
