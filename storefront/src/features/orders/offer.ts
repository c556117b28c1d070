/** A course at the price that its page shows. */
export interface Offer {
  slug: string;
  id: string;
  amount_minor: number;
  currency: string;
}
