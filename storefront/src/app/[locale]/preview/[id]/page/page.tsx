import { PageView } from '@/blocks/pages/page-view';
import { MissingPage } from '@/features/frame/missing-page';
import { draftPage, inPreview } from '@/features/preview/api';

/** An editorial page as it will be. */
export default async function DraftPage() {
  const page = await inPreview(draftPage);
  return page ? <PageView page={page} asked={{}} /> : <MissingPage />;
}
