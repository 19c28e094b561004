"""Reads AWS CLI commands, one JSON array of words a line, and says of each that the CLI does not take why. Nothing is sent."""

import contextlib
import io
import json
import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_EC2_METADATA_DISABLED="true")

from awscli.clidriver import CLIOperationCaller, create_clidriver
from botocore.validate import ParamValidator

def check_instead_of_calling(self, service_name, operation_name, parameters, parsed_globals):
    parameters = {name: value for name, value in parameters.items() if name != "PaginationConfig"}
    operation = self._session.get_service_model(service_name).operation_model(operation_name)
    report = ParamValidator().validate(parameters, operation.input_shape) if operation.input_shape else None
    # A placeholder may be shorter than what it stands for.
    wrong = [str(error) for error in (report._errors if report else []) if error[0] != "invalid length" and error[0] != "too short"]
    if wrong:
        raise ValueError("; ".join(wrong))
    return 0


def parse(driver, words):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = driver.main(words)
        except SystemExit as ended:
            code = ended.code
    return said.getvalue().strip()[-600:] if code else None


CLIOperationCaller.invoke = check_instead_of_calling
driver = create_clidriver()
for line in sys.stdin:
    words = json.loads(line)[1:]
    said = parse(driver, words)
    if said is not None:
        # What the CLI registers for one command may break another: only a refusal by a fresh one counts.
        driver = create_clidriver()
        said = parse(driver, words)
    if said is not None:
        print(json.dumps({"command": words, "said": said}))
