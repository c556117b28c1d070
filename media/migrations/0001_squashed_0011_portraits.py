"""The tables of media, made in one step where there are none yet.

Wagtail's own come first: each of their steps draws all models that have to do with pages, which are fewer without ours.
"""

import django.db.models.deletion
import kit.clock
import kit.ids
import modelsearch.index
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

from kit.schema import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('media', '0001_initial'),
        ('media', '0002_uploads'),
        ('media', '0003_streams'),
        ('media', '0004_thumbnails'),
        ('media', '0005_virus_scans'),
        ('media', '0006_placeholders'),
        ('media', '0007_uploads_of_documents'),
        ('media', '0008_sounds'),
        ('media', '0009_stamped_copies'),
        ('media', '0010_orphans'),
        ('media', '0011_portraits'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailembeds', '0009_embed_cache_until'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Orphan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=255, unique=True)),
                    ('found_at', models.DateTimeField(default=kit.clock.now)),
                ],
                options={
                    'verbose_name': 'orphaned file',
                    'verbose_name_plural': 'orphaned files',
                },
            ),
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('file', models.FileField(upload_to='documents', verbose_name='file')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                    ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                    ('public_id', kit.ids.PublicIdField(default=uuid.uuid4, editable=False, unique=True)),
                    ('is_public', models.BooleanField(default=False, help_text='Anyone may fetch it, without asking for access.', verbose_name='public')),
                    ('content_type', models.CharField(blank=True, editable=False, max_length=100)),
                    ('is_stamped', models.BooleanField(db_default=False, default=False, help_text='Only for PDFs. At the foot of each page stand the name of who downloads it, the beginning of their e-mail address, their order and the date.', verbose_name='name on each copy')),
                    ('loudness', models.CharField(choices=[('even', 'As loud as others: for what is said, and for whatever one should hear without turning it up'), ('kept', 'As it was recorded: for music whose loud and quiet belong to the piece')], db_default='even', default='even', max_length=10, verbose_name='loudness')),
                    ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                    ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                    ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ],
                options={
                    'verbose_name': 'document',
                    'verbose_name_plural': 'documents',
                    'permissions': [('choose_document', 'Can choose document')],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('is_stamped', False), ('is_public', False), _connector='OR'), name='document_for_everybody_bears_no_name'), models.CheckConstraint(condition=models.Q(('loudness__in', ['even', 'kept'])), name='document_is_of_a_loudness')],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='Image',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', kit.ids.PublicIdField(default=uuid.uuid4, editable=False, unique=True)),
                    ('is_public', models.BooleanField(default=False, help_text='Anyone may fetch it, without asking for access.', verbose_name='public')),
                    ('content_type', models.CharField(blank=True, editable=False, max_length=100)),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                    ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                    ('width', models.IntegerField(editable=False, verbose_name='width')),
                    ('height', models.IntegerField(editable=False, verbose_name='height')),
                    ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                    ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                    ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                    ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                    ('placeholder', models.CharField(editable=False, max_length=200, null=True)),
                    ('is_portrait', models.BooleanField(db_default=False, default=False, editable=False)),
                    ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                    ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                    ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ],
                options={
                    'verbose_name': 'image',
                    'verbose_name_plural': 'images',
                    'permissions': [('choose_image', 'Can choose image')],
                    'abstract': False,
                },
                bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='Rendition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('filter_spec', models.CharField(db_index=True, max_length=255)),
                    ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                    ('width', models.IntegerField(editable=False)),
                    ('height', models.IntegerField(editable=False)),
                    ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                    ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='media.image')),
                ],
                options={
                    'indexes': [models.Index(fields=['file'], name='rendition_of_a_file')],
                    'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='rendition_is_made_once')],
                },
                bases=(wagtail.images.models.ImageFileMixin, models.Model),
            ),
            migrations.CreateModel(
                name='Scan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file', models.CharField(max_length=255, unique=True, verbose_name='file')),
                    ('state', models.CharField(choices=[('waiting', 'Waiting to be looked at'), ('infected', 'Infected'), ('failed', 'Cannot be looked at'), ('released', 'Let through by an administrator'), ('clean', 'Nothing found')], default='waiting', max_length=20, verbose_name='state')),
                    ('failure', models.CharField(blank=True, choices=[('too_large', 'It is too large for the virus scanner. Upload it smaller, or ask an administrator to let it through.'), ('gone', 'The file is not in the storage any more. Upload it again.')], max_length=20)),
                    ('signature', models.CharField(blank=True, max_length=200, verbose_name='found')),
                    ('problem', models.CharField(blank=True, max_length=200, verbose_name='last try')),
                    ('due_at', models.DateTimeField(default=kit.clock.now)),
                    ('tries', models.PositiveIntegerField(default=0, verbose_name='tries')),
                    ('created_at', models.DateTimeField(default=kit.clock.now, verbose_name='since')),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'verbose_name': 'virus scan',
                    'verbose_name_plural': 'virus scans',
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='scan_that_waits')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'infected', 'failed', 'released', 'clean'])), name='scan_is_in_a_state'), models.CheckConstraint(condition=models.Q(models.Q(('signature__gt', ''), ('state', 'infected')), models.Q(models.Q(('state', 'infected'), _negated=True), ('signature', '')), _connector='OR'), name='scan_names_what_it_found'), models.CheckConstraint(condition=models.Q(models.Q(('failure__gt', ''), ('state', 'failed')), models.Q(models.Q(('state', 'failed'), _negated=True), ('failure', '')), _connector='OR'), name='scan_fails_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='scan_waits_until_it_ends')],
                },
            ),
            migrations.CreateModel(
                name='SoundRendition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', kit.ids.PublicIdField(default=uuid.uuid4, editable=False, unique=True)),
                    ('source', models.CharField(max_length=100)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=20)),
                    ('percent', models.PositiveSmallIntegerField(default=0)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('created_at', models.DateTimeField(default=kit.clock.now)),
                    ('began_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('loudness', models.CharField(choices=[('even', 'As loud as others: for what is said, and for whatever one should hear without turning it up'), ('kept', 'As it was recorded: for music whose loud and quiet belong to the piece')], max_length=10)),
                    ('failure', models.CharField(blank=True, choices=[('unreadable', 'The sound cannot be read: it is damaged, or was not saved whole. Export it again.'), ('no_sound', 'There is no sound in the file. Export it again.'), ('too_long', 'The sound is longer than twelve hours. Cut it in parts.'), ('too_slow', 'It took too long. Try again, or export the sound as an MP3.'), ('gave_up', 'It was begun several times and never ended well. Export the sound as an MP3.'), ('gone', 'The file is not in the storage any more. Upload it again.')], max_length=20)),
                    ('file', models.CharField(blank=True, max_length=200)),
                    ('size', models.PositiveBigIntegerField(null=True)),
                    ('duration_ms', models.PositiveIntegerField(null=True)),
                    ('measured_lufs', models.FloatField(null=True)),
                    ('measured_peak_dbtp', models.FloatField(null=True)),
                    ('gain_db', models.FloatField(null=True)),
                    ('peaks', models.BinaryField(default=b'')),
                    ('samples_per_peak', models.PositiveIntegerField(null=True)),
                    ('sound', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sound_renditions', to='media.document')),
                ],
                options={
                    'verbose_name': 'sound rendition',
                    'verbose_name_plural': 'sound renditions',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'ready', 'failed'])), name='soundrendition_is_in_a_state'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='soundrendition_is_done_to_a_hundred_percent'), models.CheckConstraint(condition=models.Q(('failure', ''), ('state', 'failed'), _connector='OR'), name='soundrendition_fails_for_a_reason'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('created_at')), _connector='OR'), name='soundrendition_ends_after_it_began'), models.UniqueConstraint(fields=('sound', 'source', 'loudness'), name='soundrendition_of_a_file_is_one'), models.CheckConstraint(condition=models.Q(('loudness__in', ['even', 'kept'])), name='soundrendition_is_of_a_loudness'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('duration_ms__gt', 0), ('ended_at__isnull', False), ('samples_per_peak__gt', 0), ('size__gt', 0), models.Q(('file', ''), _negated=True)), _connector='OR'), name='soundrendition_is_measured_when_ready'), models.CheckConstraint(condition=models.Q(models.Q(('loudness', 'kept'), _negated=True), ('gain_db', None), ('gain_db', 0), _connector='OR'), name='soundrendition_leaves_music_as_it_is')],
                },
            ),
            migrations.CreateModel(
                name='StampedCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(max_length=255)),
                    ('file', models.CharField(max_length=255, unique=True)),
                    ('created_at', models.DateTimeField(db_index=True, default=kit.clock.now)),
                    ('made_at', models.DateTimeField(null=True)),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stamped_copies', to='media.document')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'stamped copy',
                    'verbose_name_plural': 'stamped copies',
                },
            ),
            migrations.CreateModel(
                name='Video',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', kit.ids.PublicIdField(default=uuid.uuid4, editable=False, unique=True)),
                    ('is_public', models.BooleanField(default=False, help_text='Anyone may fetch it, without asking for access.', verbose_name='public')),
                    ('content_type', models.CharField(blank=True, editable=False, max_length=100)),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('file', models.FileField(upload_to='videos', verbose_name='file')),
                    ('duration_seconds', models.PositiveIntegerField(blank=True, null=True, verbose_name='duration in seconds')),
                    ('loudness', models.CharField(choices=[('even', 'As loud as others: for what is said, and for whatever one should hear without turning it up'), ('kept', 'As it was recorded: for music whose loud and quiet belong to the piece')], db_default='kept', default='even', max_length=10, verbose_name='loudness')),
                    ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                    ('file_hash', models.CharField(blank=True, editable=False, max_length=64)),
                    ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                    ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                    ('poster', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.image', verbose_name='poster')),
                    ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                    ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ],
                options={
                    'verbose_name': 'video',
                    'verbose_name_plural': 'videos',
                    'permissions': [('choose_video', 'Can choose video')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('loudness__in', ['even', 'kept'])), name='video_is_of_a_loudness')],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='Stream',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', kit.ids.PublicIdField(default=uuid.uuid4, editable=False, unique=True)),
                    ('source', models.CharField(max_length=100)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=20)),
                    ('percent', models.PositiveSmallIntegerField(default=0)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('created_at', models.DateTimeField(default=kit.clock.now)),
                    ('began_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('loudness', models.CharField(choices=[('even', 'As loud as others: for what is said, and for whatever one should hear without turning it up'), ('kept', 'As it was recorded: for music whose loud and quiet belong to the piece')], db_default='kept', default='kept', max_length=10)),
                    ('failure', models.CharField(blank=True, choices=[('unreadable', 'The film cannot be read: it is damaged, or was not saved whole. Export it again.'), ('no_picture', 'The file has sound alone. Upload it as a document, for a sound block.'), ('too_large', 'The picture is larger than 8K. Export it smaller.'), ('too_long', 'The film is longer than twelve hours. Cut it in parts.'), ('too_slow', 'It took too long. Try again, or export the film as an MP4 with H.264.'), ('gave_up', 'It was begun several times and never ended well. Export the film as an MP4 with H.264.'), ('gone', 'The file is not in the storage any more. Upload it again.')], max_length=20)),
                    ('duration_ms', models.PositiveIntegerField(null=True)),
                    ('width', models.PositiveIntegerField(null=True)),
                    ('height', models.PositiveIntegerField(null=True)),
                    ('frame_rate', models.FloatField(null=True)),
                    ('has_sound', models.BooleanField(default=False)),
                    ('gain_db', models.FloatField(null=True)),
                    ('thumbnails', models.CharField(blank=True, max_length=200)),
                    ('thumbnail_every_ms', models.PositiveIntegerField(null=True)),
                    ('thumbnail_width', models.PositiveSmallIntegerField(null=True)),
                    ('thumbnail_height', models.PositiveSmallIntegerField(null=True)),
                    ('thumbnail_count', models.PositiveSmallIntegerField(null=True)),
                    ('still', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.image')),
                    ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='streams', to='media.video')),
                ],
                options={
                    'verbose_name': 'stream',
                    'verbose_name_plural': 'streams',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'ready', 'failed'])), name='stream_is_in_a_state'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='stream_is_done_to_a_hundred_percent'), models.CheckConstraint(condition=models.Q(('failure', ''), ('state', 'failed'), _connector='OR'), name='stream_fails_for_a_reason'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('created_at')), _connector='OR'), name='stream_ends_after_it_began'), models.UniqueConstraint(fields=('film', 'source', 'loudness'), name='stream_of_a_loudness_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('duration_ms__gt', 0), ('ended_at__isnull', False), ('height__gt', 0), ('width__gt', 0)), _connector='OR'), name='stream_is_measured_when_ready'), models.CheckConstraint(condition=models.Q(('loudness__in', ['even', 'kept'])), name='stream_is_of_a_loudness'), models.CheckConstraint(condition=models.Q(models.Q(('loudness', 'kept'), _negated=True), ('gain_db', None), ('gain_db', 0), _connector='OR'), name='stream_leaves_music_as_it_is'), models.CheckConstraint(condition=models.Q(('thumbnails', ''), models.Q(('thumbnail_count__gt', 0), ('thumbnail_every_ms__gt', 0), ('thumbnail_height__gt', 0), ('thumbnail_width__gt', 0)), _connector='OR'), name='stream_lays_its_thumbnails_out')],
                },
            ),
            migrations.CreateModel(
                name='StreamRung',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.SlugField(max_length=20)),
                    ('width', models.PositiveIntegerField()),
                    ('height', models.PositiveIntegerField()),
                    ('codecs', models.CharField(max_length=60)),
                    ('peak_bits', models.PositiveIntegerField()),
                    ('average_bits', models.PositiveIntegerField()),
                    ('file', models.CharField(max_length=200)),
                    ('size', models.PositiveBigIntegerField()),
                    ('playlist', models.TextField()),
                    ('stream', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rungs', to='media.stream')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('stream', 'name'), name='stream_rung_is_one')],
                },
            ),
            migrations.CreateModel(
                name='Upload',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', kit.ids.PublicIdField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('video', 'Film'), ('document', 'Document or sound')], default='video', max_length=20)),
                    ('state', models.CharField(choices=[('open', 'Being sent'), ('joined', 'Sent'), ('complete', 'Taken over'), ('refused', 'Refused'), ('abandoned', 'Stopped')], default='open', max_length=20)),
                    ('name', models.CharField(max_length=255)),
                    ('size', models.PositiveBigIntegerField()),
                    ('modified', models.BigIntegerField()),
                    ('claimed_type', models.CharField(blank=True, max_length=100)),
                    ('part_size', models.PositiveIntegerField()),
                    ('place', models.CharField(max_length=100)),
                    ('key', models.CharField(max_length=100, unique=True)),
                    ('remote_id', models.CharField(blank=True, max_length=1024)),
                    ('created_at', models.DateTimeField(default=kit.clock.now)),
                    ('expires_at', models.DateTimeField()),
                    ('cleared_at', models.DateTimeField(null=True)),
                    ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.document')),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                    ('film', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.video')),
                ],
                options={
                    'verbose_name': 'upload',
                    'verbose_name_plural': 'uploads',
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['video', 'document'])), name='upload_is_of_a_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'joined', 'complete', 'refused', 'abandoned'])), name='upload_is_in_a_state'), models.CheckConstraint(condition=models.Q(('part_size__gt', 0), ('size__gt', 0)), name='upload_has_a_size'), models.CheckConstraint(condition=models.Q(('film', None), models.Q(('kind', 'video'), ('state', 'complete')), _connector='OR'), name='upload_is_complete_with_its_film'), models.CheckConstraint(condition=models.Q(('document', None), models.Q(('kind', 'document'), ('state', 'complete')), _connector='OR'), name='upload_is_complete_with_its_document'), models.CheckConstraint(condition=models.Q(('cleared_at', None), ('state__in', ('refused', 'abandoned')), _connector='OR'), name='upload_is_given_up_before_it_is_cleared'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='upload_ends_after_it_began'), models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'joined'))), fields=('owner', 'kind', 'name', 'size', 'modified', 'place'), name='upload_of_a_file_is_one')],
                },
            ),
            migrations.CreateModel(
                name='UploadPart',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='media.upload')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('upload', 'number'), name='upload_part_arrives_once'), models.CheckConstraint(condition=models.Q(('number__gt', 0), ('size__gt', 0)), name='upload_part_has_a_size')],
                },
            ),
        ]),
    ]
