-- Purchased services: until when a period is to be evaluated and decided (provisional days of the policy, written down when
-- they begin to run), and what of a decided period came by its result.
alter table service_contracts add column evaluate_by date;
alter table service_evaluations add column decide_by date;
alter table service_evaluations add column result_of_fen bigint;
alter table service_evaluations add column result_fen bigint;
alter table service_evaluations add constraint service_evaluations_by_result
  check (result_fen is null or (result_fen >= 0 and result_fen <= result_of_fen and result_of_fen <= installment_fen));
-- Decided already: the first line of the reckoning is the part that does not hang on the result, the second the one that does.
update service_evaluations
set result_of_fen = installment_fen - (reckoning->0->>'amountFen')::bigint, result_fen = (reckoning->1->>'amountFen')::bigint
where reckoning is not null;
