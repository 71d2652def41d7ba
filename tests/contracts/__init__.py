"""What every implementation of a port has to do, whatever it is made of. Subclass a contract and give its fixture."""

import pytest

pytest.register_assert_rewrite("contracts.news_store", "contracts.archive", "contracts.folder")
