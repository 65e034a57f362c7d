/** What each reason for doubt about a number carries besides its code. */
interface IssueData {
  /** Digits behind an area code whose numbers have another length. */
  readonly wrong_length_in_area: {
    readonly areaCode: string;
    readonly digits: number;
    readonly expected: number;
  };
  readonly no_area_code: { readonly areaCode: string };
  /** No subscriber's number in that area starts with this digit. */
  readonly no_such_number_in_area: { readonly areaCode: string; readonly first: string };
  readonly no_such_number: { readonly first: string };
  readonly mobile_form: Nothing;
  readonly wrong_length_mobile: { readonly digits: number };
  readonly wrong_length_toll_free: { readonly prefix: string; readonly digits: number };
  readonly wrong_length: { readonly digits: number };
  readonly wrong_length_expected: { readonly digits: number; readonly expected: number };
  /** No area code, and nothing tells the city. */
  readonly city_unknown: { readonly digits: number };
  readonly voice_service: { readonly number: string };
  readonly no_country: { readonly number: string };
  readonly extension_alone: Nothing;
  readonly may_end_range: Nothing;
  readonly tail_may_be_other: Nothing;
  readonly tail_undecided: { readonly tail: string };
  readonly leading_zero_lost: Nothing;
  readonly area_code_of_other_city: {
    readonly areaCode: string;
    readonly place: string;
    readonly expectedAreaCode: string;
    readonly expectedPlace: string;
  };
  readonly merged_into: { readonly number: string; readonly into: string };
  /** Words of a reason that was kept before reasons had codes. */
  readonly noted: { readonly text: string };
}

type Nothing = Readonly<Record<string, never>>;

/** A reason for doubt about a listing: a code with its data, for words in any language. */
export type ListingIssue = {
  readonly [Code in keyof IssueData]: { readonly code: Code; readonly data: IssueData[Code] };
}[keyof IssueData];

export type ListingIssueCode = ListingIssue['code'];
