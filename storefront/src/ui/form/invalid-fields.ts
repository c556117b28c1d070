type Named = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Why a browser does not take a field: a key of the messages of forms, with the number it may name. */
export interface Complaint {
  key: 'required' | 'requiredChoice' | 'requiredCheck' | 'email' | 'tooShort' | 'wrong';
  count?: number;
}

/** What the browser finds wrong with each field of `form`, in the order of the page. */
export function invalidFields(form: HTMLFormElement): Map<string, Complaint> {
  const found = new Map<string, Complaint>();
  for (const field of Array.from(form.elements) as Named[]) {
    if (!field.name || !field.willValidate || field.validity.valid || found.has(field.name)) continue;
    if (field.checkVisibility && !field.checkVisibility()) continue;
    found.set(field.name, complaintAbout(field));
  }
  return found;
}

function complaintAbout(field: Named): Complaint {
  const { validity, type } = field;
  if (validity.valueMissing) {
    return { key: type === 'radio' ? 'requiredChoice' : type === 'checkbox' ? 'requiredCheck' : 'required' };
  }
  if (validity.typeMismatch && type === 'email') return { key: 'email' };
  if (validity.tooShort) return { key: 'tooShort', count: (field as HTMLInputElement).minLength };
  return { key: 'wrong' };
}
