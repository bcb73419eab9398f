import type {Diagnostic} from '../diagnostics.ts'

/** What each code of this folder means, in words that hold no data of the user's. FW001–FW099. */
export const summaries = {
  FW001: "File can't be read",
  FW002: 'File is too large',
  FW003: 'Not UTF-8 text',
  FW004: 'Hidden or control character',
  FW005: "YAML can't be read",
  FW006: 'Too deep or too many values',
  FW007: 'Key is given twice',
  FW008: 'More than one document',
  FW009: 'File is empty',
  FW010: "YAML feature isn't allowed",
  FW011: 'Too many or circular aliases',
  FW012: 'Unknown key',
  FW013: 'Key is missing',
  FW014: 'Wrong kind of value',
  FW015: "Value isn't allowed",
  FW016: "Number isn't plain",
  FW017: "The API's own form",
  FW018: 'Not built yet in this version',
  FW019: 'Path leaves the project',
  FW020: "Name can't be used",
  FW021: 'Two campaigns have one name',
  FW022: 'Name is taken by an earlier one',
  FW023: 'Unknown name for an ID',
  FW024: 'Recipients must be one kind',
  FW025: 'No members to invite',
  FW026: 'Nothing is composed',
  FW027: 'Nobody is invited',
  FW028: 'Everyone needs an expected number',
  FW029: "E-mail address can't be used",
  FW030: 'Same person twice',
  FW031: 'Real address in a campaign file',
  FW032: 'Campaign does nothing',
  FW033: 'Nothing to apply this to',
  FW040: "Time can't be read",
  FW041: 'Day and month are unclear',
  FW042: 'Clock change makes this time unclear',
  FW043: 'Closes before it is sent',
  FW044: 'Unknown time zone',
  FW045: "Duration can't be read",
  FW046: 'Late has no effect',
  FW047: 'Two closing times',
  FW050: 'Wrong separator in a member file',
  FW051: "Header of a member file can't be used",
  FW052: "Column isn't a member's field",
  FW053: 'Row has too many or too few cells',
  FW054: 'Quote in a member file is wrong',
  FW055: 'Not a CSV file',
  FW056: "Cell isn't a number",
  FW057: 'More rows with mistakes',
  FW058: "Column looks like a field, but isn't used",
  FW059: 'Member file holds nobody',
  FW070: 'Panel states no key of its own',
  FW071: 'Key written into a file',
  FW072: 'Unknown panel',
  FW073: "Server address can't be used",
  FW074: 'Project asks for another version',
  FW075: "Panel's name is taken",
  FW076: 'No panel is chosen',
  FW077: 'Alias repeats nothing',
} as const satisfies Readonly<Record<`FW0${string}`, string>>
export type Code = keyof typeof summaries

type Rest = Omit<Diagnostic, 'severity' | 'code' | 'summary'>

/** A mistake that must be put right. */
export const mistake = (code: Code, rest: Rest): Diagnostic => ({severity: 'error', code, summary: summaries[code], ...rest})

/** Something that works, and that its author should look at. */
export const caution = (code: Code, rest: Rest): Diagnostic => ({severity: 'warning', code, summary: summaries[code], ...rest})
