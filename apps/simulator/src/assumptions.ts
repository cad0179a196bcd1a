/**
 * What the simulator believes about people and work, frozen before any policy was tuned
 * (docs/adr/0012-how-the-simulated-city-behaves.md gives the reason and the source of each).
 * Times are minutes, distances kilometres by road, money fen an hour.
 */
export const assumptions = {
  /** Road over straight line; towns lie in valleys. */
  detour: 1.3,
  /** Minutes to get ready and to find the place, and minutes a road kilometre takes by scooter. */
  travelBaseMinutes: 10,
  travelMinutesPerKm: 2,
  /** Nobody goes farther than this for a day’s pay. */
  farthestKm: 40,

  people: {
    /** Share whose phone shows pushes; who reads only SMS; who answers calls or stands at a counter. */
    channelShares: [0.7, 0.15, 0.15],
    /** 就业困难人员 among people by channel: 12 % overall. */
    hardToEmployByChannel: [0.08, 0.17, 0.26],
    /** Chance to be free for work on a given day: mean, and spread between people. */
    freeDayMean: 0.62,
    freeDaySpread: 0.18,
    /** Wished pay: median fen an hour, spread of the logarithm. */
    wishFen: 2_000,
    wishSpread: 0.2,
    /** What people tell the platform they want for an hour differs from what they want: spread of the logarithm. */
    statedWishSpread: 0.1,
    /** Chance to do each kind of simple work: drawn for each person between these bounds. */
    simpleFrom: 0.35,
    simpleTo: 0.95,
    /** Chance to have a skill, and a second one. */
    skill: 0.45,
    secondSkill: 0.15,
    /** Relative unwillingness to travel: spread of the logarithm. */
    distanceSpread: 0.35,
    /** Shifts of one day may hold this many minutes at most (劳动法 第36、41条: 8 hours and up to 3 more). */
    longestDayMinutes: 660,
  },

  answer: {
    /** Chance of yes = 1 / (1 + exp(−(base + pay · ln(pay ÷ wish) − km · km · own distance factor))). */
    base: 1.3,
    pay: 5,
    km: 0.09,
    /** Somebody who has looked at an offer answers after a lognormal time: median by channel, spread. */
    medianMinutes: [1.2, 3, 5],
    spread: 0.9,
    /** Chance to look at all by channel, less so much for each further one of the day, never below the floor. */
    look: [0.85, 0.7, 0.75],
    lookLessPerOffer: 0.03,
    lookFloor: 0.2,
    /** Asked outside these minutes of the day, a person looks only when they end. */
    awakeFrom: 330,
    awakeTo: 1_320,
  },

  list: {
    /** Times a day someone without news opens the list; the counter is visited once, early. */
    visitsPerDay: [4, 2, 0.6],
    /** How many of the newest someone reads before leaving. */
    readDepth: 20,
    /** Time to read and tap. */
    readMinutes: 2,
    /** Employers pick from a list of names: median time and spread of the logarithm. */
    pickMedianMinutes: 10,
    pickSpread: 1.2,
  },

  afterwards: {
    /** Takes work and cancels before it begins; comes not although it did not cancel. */
    cancel: 0.03,
    noShow: [0.03, 0.04, 0.04],
    /** More no-shows for each further 10 km. */
    noShowPer10Km: 0.01,
    /** Minutes after the start at which somebody is known to be missing, and until which a replacement is welcome. */
    missedAfterMinutes: 15,
    welcomeUntilMinutes: 75,
  },

  work: {
    /** Kinds of simple work (carrying, packing, sorting, cleaning, kitchen, harvest …), and their share of all needs. */
    simpleKinds: 8,
    simpleShare: 0.7,
    /** Share of needs by how long before their start they are posted. */
    leadShares: [0.3, 0.45, 0.25],
    /** Bounds in minutes of each kind of lead: this hour or the next, later today or tomorrow morning, days. */
    leads: [
      [30, 150],
      [300, 960],
      [1_440, 4_320],
    ],
    /** Starts: early morning, noon, evening; share, mean minute of the day, spread. */
    starts: [
      { share: 0.62, mean: 440, spread: 50 },
      { share: 0.25, mean: 790, spread: 45 },
      { share: 0.13, mean: 1_080, spread: 50 },
    ],
    /** Whole hours a shift lasts, and their weights. */
    hours: [3, 4, 5, 6, 8, 9, 10],
    hourWeights: [6, 14, 8, 10, 40, 14, 8],
    /** Headcounts and their weights. */
    headcounts: [1, 2, 3, 5, 8, 12, 20, 40],
    headcountWeights: [44, 22, 12, 9, 6, 4, 2, 1],
    /** Pay: median fen an hour, spread of the logarithm; a shift’s own trade moves it by up to this share. */
    payFen: 2_150,
    paySpread: 0.16,
    tradePaySpread: 0.15,
  },
} as const

/** Assumptions with some of them replaced, for the table of sensitivities. */
export type Assumptions = Widened<typeof assumptions>
type Widened<T> = T extends number
  ? number
  : T extends readonly (infer E)[]
    ? readonly Widened<E>[]
    : { readonly [K in keyof T]: Widened<T[K]> }
