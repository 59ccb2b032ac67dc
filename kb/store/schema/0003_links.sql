-- Message ids that a message refers to: a file that comes later finds its case by them.
create table message_references (
    case_number text not null,
    message integer not null,
    place integer not null,
    message_id text not null,
    primary key (case_number, message, place),
    foreign key (case_number, message) references messages (case_number, n) on delete cascade
);
create index message_references_by_id on message_references (message_id);

-- The title in the form in which titles are compared; null where it is not worked out yet.
alter table cases add column matter text;
create index cases_by_matter on cases (matter, number);

-- The text of an attachment, where the installation keeps texts; without secrets, like all others.
alter table attachments add column content text not null default '';
