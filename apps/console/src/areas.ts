import type { Area } from './area.ts'
import { account } from './pages/account/area.ts'
import { assessments } from './pages/assessments/area.ts'
import { calls } from './pages/calls/area.ts'
import { cockpit } from './pages/cockpit/area.ts'
import { counter } from './pages/counter/area.ts'
import { disputes } from './pages/disputes/area.ts'
import { employers } from './pages/employers/area.ts'
import { engagements } from './pages/engagements/area.ts'
import { funds } from './pages/funds/area.ts'
import { home } from './pages/home/area.ts'
import { market } from './pages/market/area.ts'
import { myEmployer } from './pages/my-employer/area.ts'
import { myMoney } from './pages/my-money/area.ts'
import { myPostings } from './pages/my-postings/area.ts'
import { myWork } from './pages/my-work/area.ts'
import { overview } from './pages/overview/area.ts'
import { postings } from './pages/postings/area.ts'
import { qualifications } from './pages/qualifications/area.ts'
import { recognitions } from './pages/recognitions/area.ts'
import { reports } from './pages/reports/area.ts'
import { referrals } from './pages/referrals/area.ts'
import { review } from './pages/review/area.ts'
import { services } from './pages/services/area.ts'
import { siting } from './pages/siting/area.ts'
import { siteDay } from './pages/site-day/area.ts'
import { sites } from './pages/sites/area.ts'
import { subsidies } from './pages/subsidies/area.ts'
import { troubles } from './pages/troubles/area.ts'

/** All areas, in the order of the side navigation. To add one: apps/console/README.md. */
export const areas: Area[] = [
  home,
  cockpit,
  overview,
  market,
  counter,
  calls,
  siteDay,
  sites,
  siting,
  recognitions,
  assessments,
  reports,
  subsidies,
  services,
  funds,
  referrals,
  myPostings,
  myWork,
  myMoney,
  myEmployer,
  review,
  qualifications,
  postings,
  troubles,
  disputes,
  engagements,
  employers,
  account,
]
