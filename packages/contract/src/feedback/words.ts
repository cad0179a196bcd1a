/** Words people choose from when rating, by whom the rating is about. */
export const ratingTags = {
  employer: {
    paidOnTime: '给钱痛快',
    asDescribed: '和说的一样',
    respectful: '说话客气',
    safe: '安全有保障',
    mealsGood: '饭菜不错',
    extraWork: '临时加活',
    waitedLong: '等太久',
    hardToFind: '地方难找',
    rude: '说话难听',
  },
  worker: {
    punctual: '准时',
    skilled: '手艺好',
    careful: '干活仔细',
    friendly: '好相处',
    late: '迟到',
    slow: '干得慢',
    leftEarly: '提前走',
  },
  site: { helpful: '办事热心', quick: '办得快', clear: '讲得清楚', slow: '等得久', closed: '没开门' },
} as const satisfies Record<string, Record<string, string>>
export type RatingAbout = keyof typeof ratingTags
