-- The roll of recognised sites: once the city has recorded one, every county and everybody else may read its number, and
-- when it ended. Application, form and inspection stay with the county.
alter table recognised_sites add column city_recorded_on date;
update recognised_sites r set city_recorded_on = (
  select max(c.city_recorded_on) from recognitions c where c.site_id = r.site_id and c.number = r.number);
create policy recognised_sites_roll on recognised_sites for select using (city_recorded_on is not null);
