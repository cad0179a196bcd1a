-- 0035-learnt-chances.sql: What dispatch knew when it asked, and what it learns from the answers.

-- Pay, way, hours to the start, own record (counts): nothing of sex, age, origin, health or status. Null where a person chose.
alter table offers add column facts jsonb;

-- Once a day: who says yes, from named features, and how far it can be trusted. Figures of no single person.
create table acceptance_models (
  id uuid primary key,
  day date not null unique,
  learnt_at timestamptz not null,
  -- Answers it was learnt from and judged on.
  examples int not null,
  -- Null where too little was answered, or where it foretold no better than the mean.
  model jsonb,
  calibration jsonb
);
alter table acceptance_models enable row level security;
create policy acceptance_models_system on acceptance_models for all using (current_setting('app.system', true) = 'on');
grant select, insert on acceptance_models to {{app}};
