from callcentre.cli import main

raise SystemExit(main())
