"""How examples are made of models whose `objects` asks for whom."""

from factory.django import DjangoModelFactory


class ScopedFactory(DjangoModelFactory):
    """Makes rows past `ScopedManager`: an example has no reader yet."""

    class Meta:
        abstract = True

    @classmethod
    def _get_manager(cls, model_class):
        return model_class._default_manager
