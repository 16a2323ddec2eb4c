#!/usr/bin/env bash
# A Cloud Run function, a bucket and a schedule on Google Cloud:
#
#   examples/google-cloud/deploy.sh PROJECT REGION feeds.toml
#
# The function may only read and write objects in the bucket, and only the schedule may call it. To let everybody
# read the feeds: gcloud storage buckets add-iam-policy-binding gs://BUCKET --member=allUsers --role=roles/storage.objectViewer
# To take it down: gcloud run services delete feeds; gcloud scheduler jobs delete feeds; gcloud storage rm -r gs://BUCKET
set -euo pipefail
project=$1 region=$2 feeds=$3
root=$(cd "$(dirname "$0")/../.." && pwd)
bucket=$project-feeds
account=feedgen-liveblog@$project.iam.gserviceaccount.com

gcloud config set project "$project"
gcloud services enable run.googleapis.com cloudfunctions.googleapis.com cloudbuild.googleapis.com cloudscheduler.googleapis.com
gcloud iam service-accounts create feedgen-liveblog || true
gcloud storage buckets create "gs://$bucket" --location="$region" --uniform-bucket-level-access || true
gcloud storage buckets add-iam-policy-binding "gs://$bucket" --member="serviceAccount:$account" --role=roles/storage.objectUser

source=$(mktemp -d)
trap 'rm -rf "$source"' EXIT
cp -r "$root/examples/google-cloud/main.py" "$root/feedgen_liveblog" "$source"
cp "$feeds" "$source/feeds.toml"
cp "$root/packaging/constraints.txt" "$source/requirements.txt"

gcloud functions deploy feeds --gen2 --region="$region" --runtime=python313 --source="$source" --entry-point=gcp \
    --trigger-http --no-allow-unauthenticated --service-account="$account" --memory=512Mi --timeout=120 \
    --max-instances=1 --set-env-vars="FEEDS_OUTPUT=gs://$bucket/feeds,FEEDS_BASE_URL=https://storage.googleapis.com/$bucket/feeds"
gcloud functions add-invoker-policy-binding feeds --region="$region" --member="serviceAccount:$account"
url=$(gcloud functions describe feeds --region="$region" --format='value(serviceConfig.uri)')
gcloud scheduler jobs create http feeds --location="$region" --schedule="* * * * *" --uri="$url" \
    --oidc-service-account-email="$account" --attempt-deadline=120s
echo "https://storage.googleapis.com/$bucket/feeds/"
