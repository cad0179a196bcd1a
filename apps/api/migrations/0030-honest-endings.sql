-- 0030-honest-endings.sql: Applications, offers and contracts say how they ended: the places were filled, the posting ended, nobody worked.
alter table applications drop constraint applications_state_check,
  add constraint applications_state_check
    check (state in ('open', 'taken', 'declined', 'withdrawn', 'expired', 'filled', 'closed'));
alter table offers drop constraint offers_state_check,
  add constraint offers_state_check
    check (state in ('open', 'taken', 'declined', 'withdrawn', 'expired', 'filled', 'closed'));
alter table contracts drop constraint contracts_state_check,
  add constraint contracts_state_check
    check (state in ('awaitingWorker', 'concluded', 'lapsed', 'ended', 'terminated'));

-- Contracts of before under which nobody was paid were called done.
update contracts c set state = 'terminated', version = version + 1
  where c.state = 'ended' and not c.imported and not exists (
    select from contract_engagements ce join engagements e on e.id = ce.engagement_id
    where ce.contract_id = c.id and e.state = 'paid');

drop index contracts_unsealed;
create index contracts_unsealed on contracts (concluded_at)
  where sealed_at is null and not imported and state in ('concluded', 'ended', 'terminated');

-- A membership is something a notice can be about.
alter table crew_members add column id uuid;
-- Those of before get one that follows from whose membership it is; later ones bring their own.
update crew_members set id = md5(crew_id::text || person_id::text)::uuid;
alter table crew_members alter column id set not null;
create unique index crew_members_id on crew_members (id);
