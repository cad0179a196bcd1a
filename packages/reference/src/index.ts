/** The front door: reference data of the city. `geo.ts` and `identifiers.ts` load no data and may be imported alone. */
export * from './dictionary.ts';
export * from './divisions.ts';
export * from './find-occupation.ts';
export * from './geo.ts';
export * from './hiring-words.ts';
export * from './identifiers.ts';
export * from './landmarks.ts';
export * from './names.ts';
export * from './occupations.ts';
