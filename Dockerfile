# The connector as an image: one native binary on a small Ubuntu or Debian base.
#
# Both base images are of the same distribution, since a binary needs a C library at least as new as the one it was linked with. The base has to have sh, mv and sleep
# (the Airbyte platform starts connectors through a shell script), CA certificates and time-zone data; chiseled and distroless images lack the first.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG BASE_IMAGE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble

FROM ${SDK_IMAGE} AS build
RUN command -v gcc || command -v clang \
    || (apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev zlib1g-dev && rm -rf /var/lib/apt/lists/*)
WORKDIR /build
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig spec.json ./
COPY eng eng
COPY src src
# The architecture is that of the builder, so that the file works with and without BuildKit.
RUN dotnet publish src/Source.FacebookPages --configuration Release --output /out \
      --runtime "linux-$(if [ "$(uname -m)" = aarch64 ]; then echo arm64; else echo x64; fi)" \
      -p:DebugType=none -p:GenerateDocumentationFile=false -p:RunAnalyzers=false \
    && rm -f /out/*.dbg /out/*.xml

FROM ${BASE_IMAGE}
LABEL io.airbyte.name="source-facebook-pages-insights" \
      io.airbyte.version="0.1.0" \
      org.opencontainers.image.title="source-facebook-pages-insights" \
      org.opencontainers.image.description="Airbyte source for the insights of owned Facebook Pages" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
# Nothing is written anywhere: no diagnostics socket, no unpacking.
ENV AIRBYTE_ENTRYPOINT="/airbyte/source-facebook-pages-insights" \
    DOTNET_EnableDiagnostics=0
COPY --from=build --chown=1000:1000 /out /airbyte
# By number: the base may or may not know a name for it, and any other number works too.
USER 1000:1000
WORKDIR /airbyte
ENTRYPOINT ["/airbyte/source-facebook-pages-insights"]
