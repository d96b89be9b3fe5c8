# Kord for production; see docker-compose.yml. Built where there is a container engine, not by the gate.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 KORD_VAR=/srv/var PATH=/srv/kord/.venv/bin:$PATH

# What WeasyPrint opens, and the fonts that the documents name (the same list as in bin/installing.py).
RUN apt-get update && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-sil-gentiumplus \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/kord
# The packages first, so that a change of our code does not install them again.
COPY requirements/ requirements/
RUN python -m venv .venv \
    && python -m pip --python .venv/bin/python install --require-hashes -r requirements/base.txt

COPY . .
RUN for po in locale/*/LC_MESSAGES/django.po; do [ ! -e "$po" ] || .venv/bin/python bin/build_translations.py "$po"; done \
    && useradd --system --home-dir /srv/var --create-home kord \
    && install -d -o kord -g kord /srv/var

USER kord
VOLUME /srv/var
EXPOSE 8000
CMD ["gunicorn", "--config", "config/serving.py", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
