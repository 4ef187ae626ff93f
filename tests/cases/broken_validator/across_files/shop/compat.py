from pydantic import field_validator as check_field
