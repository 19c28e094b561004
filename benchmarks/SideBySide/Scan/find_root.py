"""Prints who used root, as scripts over CloudTrail's log files have done since 2016: each file loaded whole, each record asked."""
import gzip
import json
import sys

for name in sys.argv[1:]:
    with gzip.open(name, "rt", encoding="utf-8") as file:
        for record in json.load(file)["Records"]:
            identity = record.get("userIdentity") or {}
            if identity.get("type") == "Root" and "invokedBy" not in identity and record.get("eventType") != "AwsServiceEvent":
                print(record.get("eventTime"), record.get("recipientAccountId"), record.get("eventName"), record.get("sourceIPAddress"))
