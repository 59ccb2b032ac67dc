-- What people write before it is published, each saving as a version. A row without a hash closes
-- the draft: it was published, or thrown away.
create table drafts (
    kind text not null check (kind in ('tree', 'article')),
    id text not null,
    n integer not null,
    hash text references document_texts (hash),
    author text not null,
    saved_at text not null,
    note text not null,
    primary key (kind, id, n)
);
create index drafts_by_hash on drafts (hash);

-- What people said to what walks propose: `subject` is a node of a tree, `walks` how many it was learned from.
create table proposals (
    tree text not null,
    subject text not null,
    n integer not null,
    answer text not null check (answer in ('accepted', 'declined')),
    walks bigint not null,
    author text not null,
    reason text not null,
    answered_at text not null,
    primary key (tree, subject, n)
);
