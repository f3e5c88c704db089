-- {real} keeps every double bit for bit: SQLite turns -0.0 into 0 in a column that is declared real.
-- {keyed}: rows lie in the order of their key.

create table facts (
    name {text} not null primary key,
    value {text} not null
) {keyed};

create table steps (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    phase_name {text} not null,
    answers bigint not null,
    event_hash {text} not null,
    probe_hash {text} not null,
    primary key (tick, phase, round)
) {keyed};

create table answers (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    who {text} not null,
    purpose {text} not null,
    n bigint not null,
    phase_name {text} not null,
    page bigint not null,
    seq bigint not null,
    mind {text} not null,
    source {text} not null,
    value {text} not null,
    raw {text} not null,
    refusal {text},
    dropped {text},
    prompt_tokens bigint not null,
    computed_tokens bigint not null,
    generated_tokens bigint not null,
    overrides bigint not null,
    ask_hash {text} not null,
    ask_parts {blob} not null,
    primary key (tick, phase, round, who, purpose, n)
) {keyed};

create table doses (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    who {text} not null,
    purpose {text} not null,
    n bigint not null,
    seq bigint not null,
    direction {text} not null,
    intended {real} not null,
    applied {real} not null,
    vector_hash {text} not null,
    relative_size {real},
    primary key (tick, phase, round, who, purpose, n, seq)
) {keyed};

create table blocks (
    hash {text} not null primary key,
    name {text} not null,
    role {text} not null,
    text {text} not null,
    optional bigint not null
) {keyed};

create table events (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    n bigint not null,
    kind {text} not null,
    who {text} not null,
    other {text},
    place {text},
    data {text} not null,
    primary key (tick, phase, round, n)
) {keyed};

create table messages (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    n bigint not null,
    sender {text} not null,
    hearers {text} not null,
    place {text},
    encounter bigint not null,
    turn bigint not null,
    text {text} not null,
    fallback bigint not null,
    primary key (tick, phase, round, n)
) {keyed};

create table actions (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    n bigint not null,
    who {text} not null,
    action {text} not null,
    target {text},
    place {text},
    params {text} not null,
    done bigint not null,
    reason {text} not null,
    fallback bigint not null,
    primary key (tick, phase, round, n)
) {keyed};

create table probes (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    n bigint not null,
    instrument {text} not null,
    item {text} not null,
    trait {text},
    who {text} not null,
    condition {text} not null,
    value {real},
    mass {real},
    data {text} not null,
    primary key (tick, phase, round, n)
) {keyed};

create table measures (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    n bigint not null,
    name {text} not null,
    group_name {text} not null,
    value {real} not null,
    primary key (tick, phase, round, n)
) {keyed};

create table edges (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    n bigint not null,
    kind {text} not null,
    source {text} not null,
    target {text} not null,
    weight {real} not null,
    primary key (tick, phase, round, n)
) {keyed};

create table safety (
    tick bigint not null,
    phase bigint not null,
    round bigint not null,
    n bigint not null,
    who {text} not null,
    category {text} not null,
    severity {text} not null,
    policy {text} not null,
    factor_before {real} not null,
    factor_after {real} not null,
    text {text} not null,
    primary key (tick, phase, round, n)
) {keyed};

create table checkpoints (
    tick bigint not null primary key,
    state_version bigint not null,
    event_hash {text} not null,
    probe_hash {text} not null,
    size bigint not null,
    state_hash {text} not null,
    state {blob} not null
);
