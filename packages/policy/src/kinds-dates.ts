import { z } from 'zod'
import { isCalendarDate } from './dates.ts'

export const dateSchema = z.string().refine(isCalendarDate, 'must be a calendar date YYYY-MM-DD')
