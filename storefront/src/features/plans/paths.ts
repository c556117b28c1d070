export const PLANS = '/plans';

export const MY_PLAN = '/account/plan';

/** Leads on to the payment provider's page for cards and invoices. */
export const CARDS = `${MY_PLAN}/cards`;

/** Leads on to the payment provider's page where the plan begins. */
export const beginPath = (price: string) => `${MY_PLAN}/begin?price=${encodeURIComponent(price)}`;

/** What going over to a price costs, before it is confirmed. */
export const changePath = (price: string) => `${MY_PLAN}/change?price=${encodeURIComponent(price)}`;
