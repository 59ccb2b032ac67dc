-- One row counts the changes. Writers update it, so they come one after the other, and a reader of
-- `changes` can never skip a row that was numbered early and committed late.
create table feed (
    one integer primary key check (one = 1),
    identity text not null,
    seq bigint not null
);

-- The last change of each case, tree and article; the search index follows it by `seq`.
create table changes (
    seq bigint primary key,
    kind text not null check (kind in ('case', 'tree', 'article')),
    id text not null,
    at text not null,
    unique (kind, id)
);

-- Times are ISO 8601 as the mail gave them; without an offset where the zone is unknown.
create table cases (
    number text primary key,
    title text not null,
    customer text not null,
    status text not null,
    opened text,
    archived text,
    resolution text,
    problem text not null,
    analysis text not null,
    conclusion text not null,
    extracted integer not null,
    year integer,
    latest text not null,
    changed_at text not null
);
create index cases_by_latest on cases (latest, number);
create index cases_by_year on cases (year);

create table case_products (
    case_number text not null references cases (number) on delete cascade,
    place integer not null,
    product text not null,
    primary key (case_number, place)
);
create index case_products_by_product on case_products (product);

create table case_codes (
    case_number text not null references cases (number) on delete cascade,
    place integer not null,
    code text not null,
    primary key (case_number, place)
);
create index case_codes_by_code on case_codes (code);

create table messages (
    case_number text not null references cases (number) on delete cascade,
    n integer not null,
    sent_at text,
    sender text not null,
    subject text not null,
    body text not null,
    message_id text not null,
    primary key (case_number, n)
);
create index messages_by_message_id on messages (message_id);

create table recipients (
    case_number text not null,
    message integer not null,
    field text not null check (field in ('to', 'cc')),
    place integer not null,
    address text not null,
    primary key (case_number, message, field, place),
    foreign key (case_number, message) references messages (case_number, n) on delete cascade
);

create table attachments (
    case_number text not null,
    message integer not null,
    place integer not null,
    name text not null,
    size bigint not null,
    media_type text not null,
    sha256 text not null,
    primary key (case_number, message, place),
    foreign key (case_number, message) references messages (case_number, n) on delete cascade
);

create table facts (
    case_number text not null references cases (number) on delete cascade,
    place integer not null,
    kind text not null,
    value text not null,
    message integer not null,
    line integer not null,
    start_column integer not null,
    end_column integer not null,
    primary key (case_number, place)
);
create index facts_by_value on facts (value);

create table steps (
    case_number text not null references cases (number) on delete cascade,
    place integer not null,
    text text not null,
    result text not null,
    message integer not null,
    done_by text not null,
    primary key (case_number, place)
);

-- Trees and articles: each text once under its hash, each saving of it as a version.
create table document_texts (
    hash text primary key,
    text text not null
);

create table documents (
    kind text not null check (kind in ('tree', 'article')),
    id text not null,
    n integer not null,
    hash text not null references document_texts (hash),
    author text not null,
    saved_at text not null,
    note text not null,
    primary key (kind, id, n)
);
create index documents_by_hash on documents (hash);

create table walks (
    id text primary key,
    tree text not null,
    owner text not null,
    case_number text not null,
    state text not null check (state in ('open', 'finished')),
    note text not null,
    outcome text not null,
    result text not null,
    started_at text not null,
    changed_at text not null,
    finished_at text
);
create index walks_by_owner on walks (owner, changed_at);
create index walks_by_case on walks (case_number);

create table walk_versions (
    walk_id text not null references walks (id) on delete cascade,
    tree text not null,
    hash text not null,
    primary key (walk_id, tree)
);

create table walk_answers (
    walk_id text not null references walks (id) on delete cascade,
    n integer not null,
    node text not null,
    answer text not null,
    note text not null,
    answered_at text not null,
    primary key (walk_id, n)
);

create table evidence (
    walk_id text not null references walks (id) on delete cascade,
    n integer not null,
    node text not null,
    item text not null,
    text text not null,
    filename text not null,
    reason text not null,
    added_at text not null,
    primary key (walk_id, n)
);

create table users (
    name text primary key,
    role text not null check (role in ('engineer', 'reviewer', 'admin')),
    disabled_at text,
    created_at text not null
);

create table sign_in_links (
    digest text primary key,
    user_name text not null references users (name) on delete cascade,
    created_at text not null,
    expires_at text not null,
    used_at text
);

-- What redaction found, where, and what a person decided; the value itself only as a keyed digest.
create table findings (
    id text primary key,
    subject_kind text not null,
    subject_id text not null,
    kind text not null,
    rule text not null,
    place text not null,
    digest text not null,
    state text not null check (state in ('open', 'confirmed', 'not-sensitive')),
    decided_by text not null,
    decided_at text,
    found_at text not null
);
create index findings_by_subject on findings (subject_kind, subject_id);
create index findings_by_digest on findings (digest);

create table settings (
    key text primary key,
    value text not null
);
