import { PageView } from '@/blocks/pages/page-view';
import { draftPage, inPreview } from '@/features/preview/api';

/** An editorial page as it will be. */
export default async function DraftPage() {
  return <PageView page={await inPreview(draftPage)} asked={{}} />;
}
