#!/usr/bin/env bash
# A function app with a timer and a storage account on Azure (needs az and Azure's `func`):
#
#   examples/azure/deploy.sh NAME LOCATION feeds.toml        NAME: 3 to 20 small letters and digits
#
# To let everybody read the feeds: az storage container set-permission --account-name NAME --name feeds --public-access blob
# To take it down, feeds and all: az group delete --name NAME
set -euo pipefail
name=$1 location=$2 feeds=$3
root=$(cd "$(dirname "$0")/../.." && pwd)

az group create --name "$name" --location "$location"
az storage account create --name "$name" --resource-group "$name" --sku Standard_LRS --allow-blob-public-access true
key=$(az storage account keys list --account-name "$name" --resource-group "$name" --query '[0].value' --output tsv)
az storage container create --account-name "$name" --account-key "$key" --name feeds
az functionapp create --name "$name" --resource-group "$name" --storage-account "$name" --os-type Linux \
    --flexconsumption-location "$location" --runtime python --runtime-version 3.13 --instance-memory 512
az functionapp config appsettings set --name "$name" --resource-group "$name" --settings \
    "AZURE_STORAGE_ACCOUNT_NAME=$name" "AZURE_STORAGE_ACCOUNT_KEY=$key" \
    "FEEDS_OUTPUT=az://feeds" "FEEDS_BASE_URL=https://$name.blob.core.windows.net/feeds"

source=$(mktemp -d)
trap 'rm -rf "$source"' EXIT
cp -r "$root"/examples/azure/{function_app.py,host.json} "$root/feedgen_liveblog" "$source"
cp "$feeds" "$source/feeds.toml"
{ cat "$root/packaging/constraints.txt"; echo azure-functions; } > "$source/requirements.txt"
(cd "$source" && func azure functionapp publish "$name" --python)
echo "https://$name.blob.core.windows.net/feeds/"
