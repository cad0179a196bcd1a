/** More than any figure of a county comes to: a slip of the hand. Money in fen. */
export const largestFigure = 1e12

/** Figures of the quarterly report (附件3), by the name the form asks for them. */
export const reportFigures = [
  'marketsOpen',
  'stationsOpen',
  'marketsRecognised',
  'stationsRecognised',
  'sitesOpened',
  'sitesClosed',
  'areaSquareMeters',
  'staff',
  'visits',
  'postings',
  'openings',
  'workersRegistered',
  'placements',
  'placedPersons',
  'hardToEmployPersons',
  'disputesRaised',
  'disputesClosed',
  'troublesRaised',
  'troublesSolved',
  'siteRatings',
  'siteRating',
  'complaintsReceived',
  'complaintsClosed',
  'trainings',
  'oneOffPaidFen',
  'performancePaidFen',
  'purchasedServices',
] as const
export type ReportFigure = (typeof reportFigures)[number]
