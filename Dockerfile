# Web server, relay and worker: one image, three commands (compose.yaml).
# Everything they write lies in /var/lib/tracker.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 \
    VAR_DIR=/var/lib/tracker

RUN useradd --system --home /var/lib/tracker tracker \
 && install -d -o tracker -g tracker /var/lib/tracker
WORKDIR /srv/tracker

COPY requirements.txt .
RUN pip install --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.txt

COPY manage.py ./
COPY config config
COPY articles articles
COPY tracker tracker
COPY templates templates
COPY static static
COPY locale locale
COPY data data

USER tracker
VOLUME /var/lib/tracker
EXPOSE 8000
CMD ["sh", "-c", "python manage.py seed --commit && exec granian --interface wsgi --no-ws --workers ${WORKERS:-2} --blocking-threads 4 --respawn-failed-workers --host 0.0.0.0 --port 8000 config.wsgi:application"]
