"""Films in the admin: a list, forms, usage and a chooser, each showing only what the person may use."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser, usage
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from media.enums import MakingState
from media.forms import FilmForm
from media.models import Stream, Video
from media.panels import ScanPanel, StreamPanel

FIELDS = ["title", "file", "poster", "duration_seconds", "loudness", "tags", "is_public"]


def plays_how(film: Any) -> str:
    return str(MakingState(film.stream_state).label) if film.stream_state else ""


class ListMixin:
    request: Any
    permission_policy: Any

    def get_base_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user,
            ["choose"],
        )


class OneMixin:
    """One film that the person may change; another's is missing."""

    request: Any
    permission_policy: Any

    def get_base_object_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user,
            ["change"],
        )


class OneToWorkOnMixin(OneMixin):
    """The same for views that ask for it as Django's do."""

    def get_queryset(self) -> Any:
        return self.get_base_object_queryset()


class VideoIndexView(ListMixin, generic.IndexView):
    def get_base_queryset(self) -> Any:
        """With how far each film's stream is."""
        now = Stream.objects.filter(film=OuterRef("pk"), source=OuterRef("file"), loudness=OuterRef("loudness"))
        return super().get_base_queryset().annotate(stream_state=Subquery(now.values("state")[:1]))


class VideoCreateView(generic.CreateView):
    def get_initial_form_instance(self) -> Video:
        return Video(uploaded_by_user=self.request.user)


class VideoEditView(OneToWorkOnMixin, generic.EditView):
    def get_history_url(self) -> None:
        return None


class VideoDeleteView(OneToWorkOnMixin, generic.DeleteView):
    pass


class VideoUsageView(OneMixin, usage.UsageView):
    pass


class VideoViewSet(ModelViewSet):
    model = Video
    icon = "media"
    menu_label = _("Films")
    menu_order = 310
    menu_name = "videos"
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        TitleColumn("title", label=_("Title"), url_name="videos:edit"),
        Column("stream_state", label=_("Playing"), accessor=plays_how),
        DateColumn("created_at", label=_("Created")),
    ]
    edit_handler = ObjectList(
        [
            ScanPanel(heading=_("Virus scan")),
            StreamPanel(heading=_("Playing")),
            *(FieldPanel(name) for name in FIELDS),
        ],
        base_form_class=FilmForm,
    )
    index_view_class = VideoIndexView
    add_view_class = VideoCreateView
    edit_view_class = VideoEditView
    delete_view_class = VideoDeleteView
    usage_view_class = VideoUsageView

    def get_urlpatterns(self) -> list[Any]:
        """Without the history: it would need its own look at whose film it is, and tells nothing of use here."""
        return [one for one in super().get_urlpatterns() if one.name not in {"history", "history_results"}]


class OwnChoicesMixin:
    request: Any
    permission_policy: Any

    def get_object_list(self) -> Any:
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user,
            ["choose"],
        )


class OwnedCreationMixin:
    request: Any

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_creation_form_kwargs()  # type: ignore[misc]
        kwargs["for_user"] = self.request.user
        if self.request.method == "POST":
            kwargs["instance"] = Video(uploaded_by_user=self.request.user)
        return kwargs


class VideoChooseView(OwnChoicesMixin, OwnedCreationMixin, chooser.ChooseView):
    pass


class VideoChooseResultsView(OwnChoicesMixin, OwnedCreationMixin, chooser.ChooseResultsView):
    pass


class VideoChooserCreateView(OwnedCreationMixin, chooser.CreateView):
    pass


class VideoChooserViewSet(ChooserViewSet):
    model = Video
    icon = "media"
    choose_one_text = _("Choose a film")
    choose_another_text = _("Choose another film")
    edit_item_text = _("Edit this film")
    create_action_label = _("Upload")
    creation_form_class = FilmForm
    choose_view_class = VideoChooseView
    choose_results_view_class = VideoChooseResultsView
    create_view_class = VideoChooserCreateView
